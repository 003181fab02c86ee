using Amazon.ElasticMapReduce.Internal;
using Amazon.ElasticMapReduce.Model;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;

namespace Amazon.ElasticMapReduce;

/// <summary>Calls EMR over HTTP. It may be shared by threads and is meant to live as long as the program.</summary>
public class AmazonElasticMapReduceClient : AmazonServiceClient, IAmazonElasticMapReduce
{
    public AmazonElasticMapReduceClient()
        : base(new AmazonElasticMapReduceConfig())
    {
    }

    public AmazonElasticMapReduceClient(RegionEndpoint region)
        : base(InRegion(region))
    {
    }

    public AmazonElasticMapReduceClient(AmazonElasticMapReduceConfig config)
        : base(config)
    {
    }

    public AmazonElasticMapReduceClient(AWSCredentials credentials)
        : this(credentials, new AmazonElasticMapReduceConfig())
    {
    }

    public AmazonElasticMapReduceClient(AWSCredentials credentials, RegionEndpoint region)
        : this(credentials, InRegion(region))
    {
    }

    public AmazonElasticMapReduceClient(AWSCredentials credentials, AmazonElasticMapReduceConfig clientConfig)
        : base(credentials, clientConfig)
    {
    }

    public AmazonElasticMapReduceClient(string awsAccessKeyId, string awsSecretAccessKey)
        : this(awsAccessKeyId, awsSecretAccessKey, new AmazonElasticMapReduceConfig())
    {
    }

    public AmazonElasticMapReduceClient(string awsAccessKeyId, string awsSecretAccessKey, RegionEndpoint region)
        : this(awsAccessKeyId, awsSecretAccessKey, InRegion(region))
    {
    }

    public AmazonElasticMapReduceClient(string awsAccessKeyId, string awsSecretAccessKey, AmazonElasticMapReduceConfig clientConfig)
        : base(awsAccessKeyId, awsSecretAccessKey, clientConfig)
    {
    }

    public AmazonElasticMapReduceClient(string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken)
        : this(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, new AmazonElasticMapReduceConfig())
    {
    }

    public AmazonElasticMapReduceClient(
        string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken, RegionEndpoint region)
        : this(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, InRegion(region))
    {
    }

    public AmazonElasticMapReduceClient(
        string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken, AmazonElasticMapReduceConfig clientConfig)
        : base(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, clientConfig)
    {
    }

    protected override IServiceMetadata ServiceMetadata { get; } = new EmrMetadata();

    public virtual Task<AddInstanceGroupsResponse> AddInstanceGroupsAsync(
        AddInstanceGroupsRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<AddInstanceGroupsResponse>(request, Operations.AddInstanceGroups, cancellationToken);

    public virtual Task<AddJobFlowStepsResponse> AddJobFlowStepsAsync(
        AddJobFlowStepsRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<AddJobFlowStepsResponse>(request, Operations.AddJobFlowSteps, cancellationToken);

    public virtual Task<AddTagsResponse> AddTagsAsync(AddTagsRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<AddTagsResponse>(request, Operations.AddTags, cancellationToken);

    public virtual Task<CancelStepsResponse> CancelStepsAsync(CancelStepsRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<CancelStepsResponse>(request, Operations.CancelSteps, cancellationToken);

    public virtual Task<DescribeClusterResponse> DescribeClusterAsync(CancellationToken cancellationToken = default) =>
        DescribeClusterAsync(new DescribeClusterRequest(), cancellationToken);

    public virtual Task<DescribeClusterResponse> DescribeClusterAsync(
        DescribeClusterRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DescribeClusterResponse>(request, Operations.DescribeCluster, cancellationToken);

    public virtual Task<DescribeStepResponse> DescribeStepAsync(CancellationToken cancellationToken = default) =>
        DescribeStepAsync(new DescribeStepRequest(), cancellationToken);

    public virtual Task<DescribeStepResponse> DescribeStepAsync(
        DescribeStepRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DescribeStepResponse>(request, Operations.DescribeStep, cancellationToken);

    public virtual Task<GetAutoTerminationPolicyResponse> GetAutoTerminationPolicyAsync(
        GetAutoTerminationPolicyRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<GetAutoTerminationPolicyResponse>(request, Operations.GetAutoTerminationPolicy, cancellationToken);

    public virtual Task<ListBootstrapActionsResponse> ListBootstrapActionsAsync(CancellationToken cancellationToken = default) =>
        ListBootstrapActionsAsync(new ListBootstrapActionsRequest(), cancellationToken);

    public virtual Task<ListBootstrapActionsResponse> ListBootstrapActionsAsync(
        ListBootstrapActionsRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ListBootstrapActionsResponse>(request, Operations.ListBootstrapActions, cancellationToken);

    public virtual Task<ListClustersResponse> ListClustersAsync(CancellationToken cancellationToken = default) =>
        ListClustersAsync(new ListClustersRequest(), cancellationToken);

    public virtual Task<ListClustersResponse> ListClustersAsync(
        ListClustersRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ListClustersResponse>(request, Operations.ListClusters, cancellationToken);

    public virtual Task<ListInstanceFleetsResponse> ListInstanceFleetsAsync(
        ListInstanceFleetsRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ListInstanceFleetsResponse>(request, Operations.ListInstanceFleets, cancellationToken);

    public virtual Task<ListInstanceGroupsResponse> ListInstanceGroupsAsync(CancellationToken cancellationToken = default) =>
        ListInstanceGroupsAsync(new ListInstanceGroupsRequest(), cancellationToken);

    public virtual Task<ListInstanceGroupsResponse> ListInstanceGroupsAsync(
        ListInstanceGroupsRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ListInstanceGroupsResponse>(request, Operations.ListInstanceGroups, cancellationToken);

    public virtual Task<ListInstancesResponse> ListInstancesAsync(CancellationToken cancellationToken = default) =>
        ListInstancesAsync(new ListInstancesRequest(), cancellationToken);

    public virtual Task<ListInstancesResponse> ListInstancesAsync(
        ListInstancesRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ListInstancesResponse>(request, Operations.ListInstances, cancellationToken);

    public virtual Task<ListReleaseLabelsResponse> ListReleaseLabelsAsync(
        ListReleaseLabelsRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ListReleaseLabelsResponse>(request, Operations.ListReleaseLabels, cancellationToken);

    public virtual Task<ListStepsResponse> ListStepsAsync(CancellationToken cancellationToken = default) =>
        ListStepsAsync(new ListStepsRequest(), cancellationToken);

    public virtual Task<ListStepsResponse> ListStepsAsync(ListStepsRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ListStepsResponse>(request, Operations.ListSteps, cancellationToken);

    public virtual Task<ListSupportedInstanceTypesResponse> ListSupportedInstanceTypesAsync(
        ListSupportedInstanceTypesRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ListSupportedInstanceTypesResponse>(request, Operations.ListSupportedInstanceTypes, cancellationToken);

    public virtual Task<ModifyClusterResponse> ModifyClusterAsync(
        ModifyClusterRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ModifyClusterResponse>(request, Operations.ModifyCluster, cancellationToken);

    public virtual Task<PutAutoTerminationPolicyResponse> PutAutoTerminationPolicyAsync(
        PutAutoTerminationPolicyRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<PutAutoTerminationPolicyResponse>(request, Operations.PutAutoTerminationPolicy, cancellationToken);

    public virtual Task<RemoveAutoTerminationPolicyResponse> RemoveAutoTerminationPolicyAsync(
        RemoveAutoTerminationPolicyRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<RemoveAutoTerminationPolicyResponse>(request, Operations.RemoveAutoTerminationPolicy, cancellationToken);

    public virtual Task<RemoveTagsResponse> RemoveTagsAsync(RemoveTagsRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<RemoveTagsResponse>(request, Operations.RemoveTags, cancellationToken);

    public virtual Task<RunJobFlowResponse> RunJobFlowAsync(RunJobFlowRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<RunJobFlowResponse>(request, Operations.RunJobFlow, cancellationToken);

    public virtual Task<SetTerminationProtectionResponse> SetTerminationProtectionAsync(
        SetTerminationProtectionRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<SetTerminationProtectionResponse>(request, Operations.SetTerminationProtection, cancellationToken);

    public virtual Task<SetVisibleToAllUsersResponse> SetVisibleToAllUsersAsync(
        SetVisibleToAllUsersRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<SetVisibleToAllUsersResponse>(request, Operations.SetVisibleToAllUsers, cancellationToken);

    public virtual Task<TerminateJobFlowsResponse> TerminateJobFlowsAsync(
        TerminateJobFlowsRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<TerminateJobFlowsResponse>(request, Operations.TerminateJobFlows, cancellationToken);

    public Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request) =>
        Config.DetermineServiceOperationEndpoint(new ServiceOperationEndpointParameters(request));

    /// <summary>Puts EMR's endpoint and signing scheme where AWSSDK.Core, which knows no service, has placeholders.</summary>
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new EmrEndpointResolver());
        pipeline.AddHandlerAfter<Marshaller>(new EmrAuthSchemeHandler());
    }

    private static AmazonElasticMapReduceConfig InRegion(RegionEndpoint region) => new() { RegionEndpoint = region };
}
