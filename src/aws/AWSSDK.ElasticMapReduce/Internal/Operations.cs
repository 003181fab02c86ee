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
        Operation(Wire.AddInstanceGroupsRequest, Wire.AddInstanceGroupsResponse, JobFlowErrors);

    public static readonly InvokeOptions AddJobFlowSteps =
        Operation(Wire.AddJobFlowStepsRequest, Wire.AddJobFlowStepsResponse, JobFlowErrors);

    public static readonly InvokeOptions AddTags =
        Operation(Wire.AddTagsRequest, Wire.AddTagsResponse, ClusterErrors);

    public static readonly InvokeOptions CancelSteps =
        Operation(Wire.CancelStepsRequest, Wire.CancelStepsResponse, BothErrors);

    public static readonly InvokeOptions DescribeCluster =
        Operation(Wire.DescribeClusterRequest, Wire.DescribeClusterResponse, ClusterErrors);

    public static readonly InvokeOptions DescribeStep =
        Operation(Wire.DescribeStepRequest, Wire.DescribeStepResponse, ClusterErrors);

    public static readonly InvokeOptions GetAutoTerminationPolicy =
        Operation(Wire.GetAutoTerminationPolicyRequest, Wire.GetAutoTerminationPolicyResponse, NoErrors);

    public static readonly InvokeOptions ListBootstrapActions =
        Operation(Wire.ListBootstrapActionsRequest, Wire.ListBootstrapActionsResponse, ClusterErrors);

    public static readonly InvokeOptions ListClusters =
        Operation(Wire.ListClustersRequest, Wire.ListClustersResponse, ClusterErrors);

    public static readonly InvokeOptions ListInstanceFleets =
        Operation(Wire.ListInstanceFleetsRequest, Wire.ListInstanceFleetsResponse, ClusterErrors);

    public static readonly InvokeOptions ListInstanceGroups =
        Operation(Wire.ListInstanceGroupsRequest, Wire.ListInstanceGroupsResponse, ClusterErrors);

    public static readonly InvokeOptions ListInstances =
        Operation(Wire.ListInstancesRequest, Wire.ListInstancesResponse, ClusterErrors);

    public static readonly InvokeOptions ListReleaseLabels =
        Operation(Wire.ListReleaseLabelsRequest, Wire.ListReleaseLabelsResponse, ClusterErrors);

    public static readonly InvokeOptions ListSteps =
        Operation(Wire.ListStepsRequest, Wire.ListStepsResponse, ClusterErrors);

    public static readonly InvokeOptions ListSupportedInstanceTypes =
        Operation(Wire.ListSupportedInstanceTypesRequest, Wire.ListSupportedInstanceTypesResponse, ClusterErrors);

    public static readonly InvokeOptions ModifyCluster =
        Operation(Wire.ModifyClusterRequest, Wire.ModifyClusterResponse, BothErrors);

    public static readonly InvokeOptions PutAutoTerminationPolicy =
        Operation(Wire.PutAutoTerminationPolicyRequest, Wire.PutAutoTerminationPolicyResponse, NoErrors);

    public static readonly InvokeOptions RemoveAutoTerminationPolicy =
        Operation(Wire.RemoveAutoTerminationPolicyRequest, Wire.RemoveAutoTerminationPolicyResponse, NoErrors);

    public static readonly InvokeOptions RemoveTags =
        Operation(Wire.RemoveTagsRequest, Wire.RemoveTagsResponse, ClusterErrors);

    public static readonly InvokeOptions RunJobFlow =
        Operation(Wire.RunJobFlowRequest, Wire.RunJobFlowResponse, JobFlowErrors);

    public static readonly InvokeOptions SetTerminationProtection =
        Operation(Wire.SetTerminationProtectionRequest, Wire.SetTerminationProtectionResponse, JobFlowErrors);

    public static readonly InvokeOptions SetVisibleToAllUsers =
        Operation(Wire.SetVisibleToAllUsersRequest, Wire.SetVisibleToAllUsersResponse, JobFlowErrors);

    public static readonly InvokeOptions TerminateJobFlows =
        Operation(Wire.TerminateJobFlowsRequest, Wire.TerminateJobFlowsResponse, JobFlowErrors);

    /// <summary>A request's type is named after its operation.</summary>
    private static InvokeOptions Operation<TRequest, TResponse>(
        JsonTypeInfo<TRequest> request, JsonTypeInfo<TResponse> response, ModeledError[] errors)
        where TRequest : AmazonElasticMapReduceRequest
        where TResponse : AmazonWebServiceResponse, new() => new()
        {
            RequestMarshaller = new RequestMarshaller<TRequest>(typeof(TRequest).Name[..^"Request".Length], request),
            ResponseUnmarshaller = new ResponseUnmarshaller<TResponse>(response, errors),
        };
}
