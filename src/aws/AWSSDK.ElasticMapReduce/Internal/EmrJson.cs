using System.Text.Json;
using System.Text.Json.Serialization;
using Amazon.ElasticMapReduce.Model;

namespace Amazon.ElasticMapReduce.Internal;

/// <summary>
/// EMR's shapes as JSON 1.1: members under their own names, absent where null, times as epoch seconds, constants as text.
/// Members that this client does not know are ignored.
/// </summary>
[JsonSerializable(typeof(AddInstanceGroupsRequest))]
[JsonSerializable(typeof(AddInstanceGroupsResponse))]
[JsonSerializable(typeof(AddJobFlowStepsRequest))]
[JsonSerializable(typeof(AddJobFlowStepsResponse))]
[JsonSerializable(typeof(AddTagsRequest))]
[JsonSerializable(typeof(AddTagsResponse))]
[JsonSerializable(typeof(CancelStepsRequest))]
[JsonSerializable(typeof(CancelStepsResponse))]
[JsonSerializable(typeof(DescribeClusterRequest))]
[JsonSerializable(typeof(DescribeClusterResponse))]
[JsonSerializable(typeof(DescribeStepRequest))]
[JsonSerializable(typeof(DescribeStepResponse))]
[JsonSerializable(typeof(GetAutoTerminationPolicyRequest))]
[JsonSerializable(typeof(GetAutoTerminationPolicyResponse))]
[JsonSerializable(typeof(ListBootstrapActionsRequest))]
[JsonSerializable(typeof(ListBootstrapActionsResponse))]
[JsonSerializable(typeof(ListClustersRequest))]
[JsonSerializable(typeof(ListClustersResponse))]
[JsonSerializable(typeof(ListInstanceFleetsRequest))]
[JsonSerializable(typeof(ListInstanceFleetsResponse))]
[JsonSerializable(typeof(ListInstanceGroupsRequest))]
[JsonSerializable(typeof(ListInstanceGroupsResponse))]
[JsonSerializable(typeof(ListInstancesRequest))]
[JsonSerializable(typeof(ListInstancesResponse))]
[JsonSerializable(typeof(ListReleaseLabelsRequest))]
[JsonSerializable(typeof(ListReleaseLabelsResponse))]
[JsonSerializable(typeof(ListStepsRequest))]
[JsonSerializable(typeof(ListStepsResponse))]
[JsonSerializable(typeof(ListSupportedInstanceTypesRequest))]
[JsonSerializable(typeof(ListSupportedInstanceTypesResponse))]
[JsonSerializable(typeof(ModifyClusterRequest))]
[JsonSerializable(typeof(ModifyClusterResponse))]
[JsonSerializable(typeof(PutAutoTerminationPolicyRequest))]
[JsonSerializable(typeof(PutAutoTerminationPolicyResponse))]
[JsonSerializable(typeof(RemoveAutoTerminationPolicyRequest))]
[JsonSerializable(typeof(RemoveAutoTerminationPolicyResponse))]
[JsonSerializable(typeof(RemoveTagsRequest))]
[JsonSerializable(typeof(RemoveTagsResponse))]
[JsonSerializable(typeof(RunJobFlowRequest))]
[JsonSerializable(typeof(RunJobFlowResponse))]
[JsonSerializable(typeof(SetTerminationProtectionRequest))]
[JsonSerializable(typeof(SetTerminationProtectionResponse))]
[JsonSerializable(typeof(SetVisibleToAllUsersRequest))]
[JsonSerializable(typeof(SetVisibleToAllUsersResponse))]
[JsonSerializable(typeof(TerminateJobFlowsRequest))]
[JsonSerializable(typeof(TerminateJobFlowsResponse))]internal sealed partial class EmrJson : JsonSerializerContext
{
    public static readonly EmrJson Wire = new(WireOptions());

    private static JsonSerializerOptions WireOptions()
    {
        var options = new JsonSerializerOptions { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
        options.Converters.Add(new EpochSecondsConverter());
        foreach (var converter in ConstantConverters.All)
            options.Converters.Add(converter);
        return options;
    }
}
