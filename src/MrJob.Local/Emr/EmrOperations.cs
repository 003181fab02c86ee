using System.Text.Json;
using MrJob.Local.Emr.Clusters;
using MrJob.Local.Emr.Operations;
using MrJob.Local.Emr.Wire;

namespace MrJob.Local.Emr;

/// <summary>The calls that the local EMR has, by name: JSON in, JSON out.</summary>
internal sealed class EmrOperations
{
    private readonly Dictionary<string, Func<byte[], byte[]>> _calls;

    public EmrOperations(ClusterRegistry clusters) => _calls = new Dictionary<string, Func<byte[], byte[]>>
    {
        ["AddInstanceGroups"] = Call<AddInstanceGroupsInput, AddInstanceGroupsOutput>(AddInstanceGroups.Answer, clusters),
        ["AddJobFlowSteps"] = Call<AddJobFlowStepsInput, AddJobFlowStepsOutput>(AddJobFlowSteps.Answer, clusters),
        ["AddTags"] = Call<AddTagsInput, Empty>(Tags.Add, clusters),
        ["CancelSteps"] = Call<CancelStepsInput, CancelStepsOutput>(CancelSteps.Answer, clusters),
        ["DescribeCluster"] = Call<ClusterInput, DescribeClusterOutput>(DescribeCluster.Answer, clusters),
        ["DescribeStep"] = Call<DescribeStepInput, DescribeStepOutput>(StepQueries.Describe, clusters),
        ["GetAutoTerminationPolicy"] = Call<ClusterInput, GetAutoTerminationPolicyOutput>(Policies.GetAutoTermination, clusters),
        ["GetManagedScalingPolicy"] = Call<ClusterInput, GetManagedScalingPolicyOutput>(Policies.GetManagedScaling, clusters),
        ["ListBootstrapActions"] = Call<ClusterPageInput, ListBootstrapActionsOutput>(ListBootstrapActions.Answer, clusters),
        ["ListClusters"] = Call<ListClustersInput, ListClustersOutput>(ListClusters.Answer, clusters),
        ["ListInstanceFleets"] = Call<ClusterPageInput, ListInstanceFleetsOutput>(ListInstanceFleets.Answer, clusters),
        ["ListInstanceGroups"] = Call<ClusterPageInput, ListInstanceGroupsOutput>(ListInstanceGroups.Answer, clusters),
        ["ListInstances"] = Call<ListInstancesInput, ListInstancesOutput>(ListInstances.Answer, clusters),
        ["ListReleaseLabels"] = Call<ListReleaseLabelsInput, ListReleaseLabelsOutput>((input, _) => ListReleaseLabels.Answer(input), clusters),
        ["ListSteps"] = Call<ListStepsInput, ListStepsOutput>(StepQueries.List, clusters),
        ["ListSupportedInstanceTypes"] = Call<ListSupportedInstanceTypesInput, ListSupportedInstanceTypesOutput>(
            (input, _) => ListSupportedInstanceTypes.Answer(input), clusters),
        ["ModifyCluster"] = Call<ModifyClusterInput, ModifyClusterOutput>(Settings.ModifyCluster, clusters),
        ["PutAutoTerminationPolicy"] = Call<PutAutoTerminationPolicyInput, Empty>(Policies.PutAutoTermination, clusters),
        ["PutManagedScalingPolicy"] = Call<PutManagedScalingPolicyInput, Empty>(Policies.PutManagedScaling, clusters),
        ["RemoveAutoTerminationPolicy"] = Call<ClusterInput, Empty>(Policies.RemoveAutoTermination, clusters),
        ["RemoveManagedScalingPolicy"] = Call<ClusterInput, Empty>(Policies.RemoveManagedScaling, clusters),
        ["RemoveTags"] = Call<RemoveTagsInput, Empty>(Tags.Remove, clusters),
        ["RunJobFlow"] = Call<RunJobFlowInput, RunJobFlowOutput>(RunJobFlow.Answer, clusters),
        ["SetKeepJobFlowAliveWhenNoSteps"] = Call<SetKeepJobFlowAliveWhenNoStepsInput, Empty>(Settings.SetKeepJobFlowAliveWhenNoSteps, clusters),
        ["SetTerminationProtection"] = Call<SetTerminationProtectionInput, Empty>(Settings.SetTerminationProtection, clusters),
        ["SetVisibleToAllUsers"] = Call<SetVisibleToAllUsersInput, Empty>(Settings.SetVisibleToAllUsers, clusters),
        ["TerminateJobFlows"] = Call<TerminateJobFlowsInput, Empty>(TerminateJobFlows.Answer, clusters),
    };

    /// <summary>Does the call and gives the body of its answer.</summary>
    /// <exception cref="EmrException">The call is refused.</exception>
    public byte[] Do(string operation, byte[] body) =>
        _calls.TryGetValue(operation, out var call) ? call(body) : throw EmrException.UnknownOperation(operation);

    private static Func<byte[], byte[]> Call<TInput, TOutput>(Func<TInput, ClusterRegistry, TOutput> answer, ClusterRegistry clusters)
        where TInput : class => body =>
    {
        var input = Read<TInput>(body);
        Validation.Check(input);
        return JsonSerializer.SerializeToUtf8Bytes(answer(input, clusters), typeof(TOutput), EmrJson.Default);
    };

    private static T Read<T>(byte[] body)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(body.Length == 0 ? "{}"u8 : body, typeof(T), EmrJson.Default) as T
                ?? throw EmrException.Serialization("The body must be a JSON object.");
        }
        catch (JsonException e)
        {
            throw EmrException.Serialization($"The body cannot be read at {e.Path ?? "$"}, line {e.LineNumber + 1}: " +
                "it is not JSON, or not of the type that the member has.");
        }
    }
}
