using System.Text.Json.Serialization.Metadata;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using static Amazon.ElasticMapReduce.Internal.EmrJson;
using static Amazon.ElasticMapReduce.Internal.ModeledError;

namespace Amazon.ElasticMapReduce.Internal;

/// <summary>The operations of this client, each with its shapes and the errors that EMR's model declares for it.</summary>
internal static class Operations
{
    private static readonly ModeledError[] NoErrors = [];
    private static readonly ModeledError[] JobFlowErrors = [InternalServerError];
    private static readonly ModeledError[] ClusterErrors = [InternalServerException, InvalidRequestException];
    private static readonly ModeledError[] BothErrors = [InternalServerError, InvalidRequestException];

    public static readonly InvokeOptions AddInstanceGroups =
        Operation(nameof(AddInstanceGroups), Wire.AddInstanceGroupsRequest, Wire.AddInstanceGroupsResponse, JobFlowErrors);

    public static readonly InvokeOptions AddJobFlowSteps =
        Operation(nameof(AddJobFlowSteps), Wire.AddJobFlowStepsRequest, Wire.AddJobFlowStepsResponse, JobFlowErrors);

    public static readonly InvokeOptions AddTags =
        Operation(nameof(AddTags), Wire.AddTagsRequest, Wire.AddTagsResponse, ClusterErrors);

    public static readonly InvokeOptions CancelSteps =
        Operation(nameof(CancelSteps), Wire.CancelStepsRequest, Wire.CancelStepsResponse, BothErrors);

    public static readonly InvokeOptions DescribeCluster =
        Operation(nameof(DescribeCluster), Wire.DescribeClusterRequest, Wire.DescribeClusterResponse, ClusterErrors);

    public static readonly InvokeOptions DescribeStep =
        Operation(nameof(DescribeStep), Wire.DescribeStepRequest, Wire.DescribeStepResponse, ClusterErrors);

    public static readonly InvokeOptions GetAutoTerminationPolicy =
        Operation(nameof(GetAutoTerminationPolicy), Wire.GetAutoTerminationPolicyRequest, Wire.GetAutoTerminationPolicyResponse, NoErrors);

    public static readonly InvokeOptions ListBootstrapActions =
        Operation(nameof(ListBootstrapActions), Wire.ListBootstrapActionsRequest, Wire.ListBootstrapActionsResponse, ClusterErrors);

    public static readonly InvokeOptions ListClusters =
        Operation(nameof(ListClusters), Wire.ListClustersRequest, Wire.ListClustersResponse, ClusterErrors);

    public static readonly InvokeOptions ListInstanceFleets =
        Operation(nameof(ListInstanceFleets), Wire.ListInstanceFleetsRequest, Wire.ListInstanceFleetsResponse, ClusterErrors);

    public static readonly InvokeOptions ListInstanceGroups =
        Operation(nameof(ListInstanceGroups), Wire.ListInstanceGroupsRequest, Wire.ListInstanceGroupsResponse, ClusterErrors);

    public static readonly InvokeOptions ListInstances =
        Operation(nameof(ListInstances), Wire.ListInstancesRequest, Wire.ListInstancesResponse, ClusterErrors);

    public static readonly InvokeOptions ListReleaseLabels =
        Operation(nameof(ListReleaseLabels), Wire.ListReleaseLabelsRequest, Wire.ListReleaseLabelsResponse, ClusterErrors);

    public static readonly InvokeOptions ListSteps =
        Operation(nameof(ListSteps), Wire.ListStepsRequest, Wire.ListStepsResponse, ClusterErrors);

    public static readonly InvokeOptions ListSupportedInstanceTypes =
        Operation(nameof(ListSupportedInstanceTypes), Wire.ListSupportedInstanceTypesRequest, Wire.ListSupportedInstanceTypesResponse, ClusterErrors);

    public static readonly InvokeOptions ModifyCluster =
        Operation(nameof(ModifyCluster), Wire.ModifyClusterRequest, Wire.ModifyClusterResponse, BothErrors);

    public static readonly InvokeOptions PutAutoTerminationPolicy =
        Operation(nameof(PutAutoTerminationPolicy), Wire.PutAutoTerminationPolicyRequest, Wire.PutAutoTerminationPolicyResponse, NoErrors);

    public static readonly InvokeOptions RemoveAutoTerminationPolicy =
        Operation(nameof(RemoveAutoTerminationPolicy), Wire.RemoveAutoTerminationPolicyRequest, Wire.RemoveAutoTerminationPolicyResponse, NoErrors);

    public static readonly InvokeOptions RemoveTags =
        Operation(nameof(RemoveTags), Wire.RemoveTagsRequest, Wire.RemoveTagsResponse, ClusterErrors);

    public static readonly InvokeOptions RunJobFlow =
        Operation(nameof(RunJobFlow), Wire.RunJobFlowRequest, Wire.RunJobFlowResponse, JobFlowErrors);

    public static readonly InvokeOptions SetTerminationProtection =
        Operation(nameof(SetTerminationProtection), Wire.SetTerminationProtectionRequest, Wire.SetTerminationProtectionResponse, JobFlowErrors);

    public static readonly InvokeOptions SetVisibleToAllUsers =
        Operation(nameof(SetVisibleToAllUsers), Wire.SetVisibleToAllUsersRequest, Wire.SetVisibleToAllUsersResponse, JobFlowErrors);

    public static readonly InvokeOptions TerminateJobFlows =
        Operation(nameof(TerminateJobFlows), Wire.TerminateJobFlowsRequest, Wire.TerminateJobFlowsResponse, JobFlowErrors);

    private static InvokeOptions Operation<TRequest, TResponse>(
        string name, JsonTypeInfo<TRequest> request, JsonTypeInfo<TResponse> response, ModeledError[] errors)
        where TRequest : AmazonElasticMapReduceRequest
        where TResponse : AmazonWebServiceResponse, new() => new()
        {
            RequestMarshaller = new RequestMarshaller<TRequest>(name, request),
            ResponseUnmarshaller = new ResponseUnmarshaller<TResponse>(response, errors),
        };
}
