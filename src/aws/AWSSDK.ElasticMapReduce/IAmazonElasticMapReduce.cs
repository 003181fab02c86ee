using Amazon.ElasticMapReduce.Model;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;

namespace Amazon.ElasticMapReduce;

/// <summary>
/// Amazon EMR. Calls throw <see cref="AmazonElasticMapReduceException"/> where EMR answered with an error, and what the HTTP stack
/// throws where no answer came.
/// </summary>
public interface IAmazonElasticMapReduce : IAmazonService, IDisposable
{
    /// <summary>Adds task instance groups to a cluster.</summary>
    Task<AddInstanceGroupsResponse> AddInstanceGroupsAsync(AddInstanceGroupsRequest request, CancellationToken cancellationToken = default);

    /// <summary>Adds up to 256 steps to a cluster that is not terminating.</summary>
    Task<AddJobFlowStepsResponse> AddJobFlowStepsAsync(AddJobFlowStepsRequest request, CancellationToken cancellationToken = default);

    /// <summary>Adds tags to a cluster, or changes their values.</summary>
    Task<AddTagsResponse> AddTagsAsync(AddTagsRequest request, CancellationToken cancellationToken = default);

    /// <summary>Cancels pending steps, and running ones where the release allows it.</summary>
    Task<CancelStepsResponse> CancelStepsAsync(CancelStepsRequest request, CancellationToken cancellationToken = default);

    /// <summary>Asks for everything EMR knows of one cluster.</summary>
    Task<DescribeClusterResponse> DescribeClusterAsync(CancellationToken cancellationToken = default);

    /// <inheritdoc cref="DescribeClusterAsync(CancellationToken)"/>
    Task<DescribeClusterResponse> DescribeClusterAsync(DescribeClusterRequest request, CancellationToken cancellationToken = default);

    /// <summary>Asks for one step of a cluster.</summary>
    Task<DescribeStepResponse> DescribeStepAsync(CancellationToken cancellationToken = default);

    /// <inheritdoc cref="DescribeStepAsync(CancellationToken)"/>
    Task<DescribeStepResponse> DescribeStepAsync(DescribeStepRequest request, CancellationToken cancellationToken = default);

    /// <summary>Asks for a cluster's auto-termination policy.</summary>
    Task<GetAutoTerminationPolicyResponse> GetAutoTerminationPolicyAsync(
        GetAutoTerminationPolicyRequest request, CancellationToken cancellationToken = default);

    /// <summary>Lists the bootstrap actions of a cluster.</summary>
    Task<ListBootstrapActionsResponse> ListBootstrapActionsAsync(CancellationToken cancellationToken = default);

    /// <inheritdoc cref="ListBootstrapActionsAsync(CancellationToken)"/>
    Task<ListBootstrapActionsResponse> ListBootstrapActionsAsync(
        ListBootstrapActionsRequest request, CancellationToken cancellationToken = default);

    /// <summary>Lists clusters by creation time and state, 50 a page.</summary>
    Task<ListClustersResponse> ListClustersAsync(CancellationToken cancellationToken = default);

    /// <inheritdoc cref="ListClustersAsync(CancellationToken)"/>
    Task<ListClustersResponse> ListClustersAsync(ListClustersRequest request, CancellationToken cancellationToken = default);

    /// <summary>Lists the instance fleets of a cluster.</summary>
    Task<ListInstanceFleetsResponse> ListInstanceFleetsAsync(
        ListInstanceFleetsRequest request, CancellationToken cancellationToken = default);

    /// <summary>Lists the instance groups of a cluster.</summary>
    Task<ListInstanceGroupsResponse> ListInstanceGroupsAsync(CancellationToken cancellationToken = default);

    /// <inheritdoc cref="ListInstanceGroupsAsync(CancellationToken)"/>
    Task<ListInstanceGroupsResponse> ListInstanceGroupsAsync(
        ListInstanceGroupsRequest request, CancellationToken cancellationToken = default);

    /// <summary>Lists the instances of a cluster, of one group or of one fleet.</summary>
    Task<ListInstancesResponse> ListInstancesAsync(CancellationToken cancellationToken = default);

    /// <inheritdoc cref="ListInstancesAsync(CancellationToken)"/>
    Task<ListInstancesResponse> ListInstancesAsync(ListInstancesRequest request, CancellationToken cancellationToken = default);

    /// <summary>Lists EMR releases, newest first.</summary>
    Task<ListReleaseLabelsResponse> ListReleaseLabelsAsync(ListReleaseLabelsRequest request, CancellationToken cancellationToken = default);

    /// <summary>Lists steps of a cluster, newest first, 50 a page; or up to ten by id.</summary>
    Task<ListStepsResponse> ListStepsAsync(CancellationToken cancellationToken = default);

    /// <inheritdoc cref="ListStepsAsync(CancellationToken)"/>
    Task<ListStepsResponse> ListStepsAsync(ListStepsRequest request, CancellationToken cancellationToken = default);

    /// <summary>Lists the instance types that a release runs on.</summary>
    Task<ListSupportedInstanceTypesResponse> ListSupportedInstanceTypesAsync(
        ListSupportedInstanceTypesRequest request, CancellationToken cancellationToken = default);

    /// <summary>Changes how many steps a cluster runs at once.</summary>
    Task<ModifyClusterResponse> ModifyClusterAsync(ModifyClusterRequest request, CancellationToken cancellationToken = default);

    /// <summary>Sets how long a cluster may be idle before EMR terminates it.</summary>
    Task<PutAutoTerminationPolicyResponse> PutAutoTerminationPolicyAsync(
        PutAutoTerminationPolicyRequest request, CancellationToken cancellationToken = default);

    /// <summary>Takes a cluster's auto-termination policy away.</summary>
    Task<RemoveAutoTerminationPolicyResponse> RemoveAutoTerminationPolicyAsync(
        RemoveAutoTerminationPolicyRequest request, CancellationToken cancellationToken = default);

    /// <summary>Removes tags from a cluster by key.</summary>
    Task<RemoveTagsResponse> RemoveTagsAsync(RemoveTagsRequest request, CancellationToken cancellationToken = default);

    /// <summary>Starts a cluster, with or without steps.</summary>
    Task<RunJobFlowResponse> RunJobFlowAsync(RunJobFlowRequest request, CancellationToken cancellationToken = default);

    /// <summary>Protects clusters from termination, or stops protecting them.</summary>
    Task<SetTerminationProtectionResponse> SetTerminationProtectionAsync(
        SetTerminationProtectionRequest request, CancellationToken cancellationToken = default);

    /// <summary>Shows clusters to every principal of the account, or hides them.</summary>
    Task<SetVisibleToAllUsersResponse> SetVisibleToAllUsersAsync(
        SetVisibleToAllUsersRequest request, CancellationToken cancellationToken = default);

    /// <summary>Terminates up to ten clusters.</summary>
    Task<TerminateJobFlowsResponse> TerminateJobFlowsAsync(TerminateJobFlowsRequest request, CancellationToken cancellationToken = default);

    /// <summary>The endpoint that a request would go to.</summary>
    Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request);

    // Here and not in the client, as in every service package: an interface with open static members could not be a type argument.
    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonElasticMapReduceConfig();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) =>
        awsCredentials is null
            ? new AmazonElasticMapReduceClient((AmazonElasticMapReduceConfig)clientConfig)
            : new AmazonElasticMapReduceClient(awsCredentials, (AmazonElasticMapReduceConfig)clientConfig);
}
