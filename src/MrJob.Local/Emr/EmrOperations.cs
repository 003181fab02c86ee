using System.Text.Json;
using MrJob.Local.Emr.Clusters;
using MrJob.Local.Emr.Operations;
using MrJob.Local.Emr.Wire;

namespace MrJob.Local.Emr;

/// <summary>The calls that the local EMR has, by name: JSON in, JSON out.</summary>
internal sealed class EmrOperations(ClusterRegistry clusters)
{
    private static readonly Dictionary<string, Func<byte[], ClusterRegistry, byte[]>> Calls = new()
    {
        ["AddInstanceFleet"] = Call<AddInstanceFleetInput, AddInstanceFleetOutput>(InstanceFleetChanges.Add),
        ["AddInstanceGroups"] = Call<AddInstanceGroupsInput, AddInstanceGroupsOutput>(AddInstanceGroups.Answer),
        ["AddJobFlowSteps"] = Call<AddJobFlowStepsInput, AddJobFlowStepsOutput>(AddJobFlowSteps.Answer),
        ["AddTags"] = Call<AddTagsInput, Empty>(Tags.Add),
        ["CancelSteps"] = Call<CancelStepsInput, CancelStepsOutput>(CancelSteps.Answer),
        ["CreateSecurityConfiguration"] = Call<CreateSecurityConfigurationInput, CreateSecurityConfigurationOutput>(
            SecurityConfigurations.Create),
        ["DeleteSecurityConfiguration"] = Call<SecurityConfigurationInput, Empty>(SecurityConfigurations.Delete),
        ["DescribeCluster"] = Call<ClusterInput, DescribeClusterOutput>(DescribeCluster.Answer),
        ["DescribeJobFlows"] = Call<DescribeJobFlowsInput, DescribeJobFlowsOutput>(DescribeJobFlows.Answer),
        ["DescribeReleaseLabel"] = Call<DescribeReleaseLabelInput, DescribeReleaseLabelOutput>(
            (input, _) => DescribeReleaseLabel.Answer(input)),
        ["DescribeSecurityConfiguration"] = Call<SecurityConfigurationInput, DescribeSecurityConfigurationOutput>(
            SecurityConfigurations.Describe),
        ["DescribeStep"] = Call<DescribeStepInput, DescribeStepOutput>(StepQueries.Describe),
        ["GetAutoTerminationPolicy"] = Call<ClusterInput, GetAutoTerminationPolicyOutput>(Policies.GetAutoTermination),
        ["GetBlockPublicAccessConfiguration"] = Call<Empty, GetBlockPublicAccessConfigurationOutput>(BlockPublicAccess.Get),
        ["GetManagedScalingPolicy"] = Call<ClusterInput, GetManagedScalingPolicyOutput>(Policies.GetManagedScaling),
        ["ListBootstrapActions"] = Call<ClusterPageInput, ListBootstrapActionsOutput>(ListBootstrapActions.Answer),
        ["ListClusters"] = Call<ListClustersInput, ListClustersOutput>(ListClusters.Answer),
        ["ListInstanceFleets"] = Call<ClusterPageInput, ListInstanceFleetsOutput>(ListInstanceFleets.Answer),
        ["ListInstanceGroups"] = Call<ClusterPageInput, ListInstanceGroupsOutput>(ListInstanceGroups.Answer),
        ["ListInstances"] = Call<ListInstancesInput, ListInstancesOutput>(ListInstances.Answer),
        ["ListNotebookExecutions"] = Call<MarkerInput, ListNotebookExecutionsOutput>(NothingToList.NotebookExecutions),
        ["ListReleaseLabels"] = Call<ListReleaseLabelsInput, ListReleaseLabelsOutput>((input, _) => ListReleaseLabels.Answer(input)),
        ["ListSecurityConfigurations"] = Call<MarkerInput, ListSecurityConfigurationsOutput>(SecurityConfigurations.List),
        ["ListSteps"] = Call<ListStepsInput, ListStepsOutput>(StepQueries.List),
        ["ListStudioSessionMappings"] = Call<ListStudioSessionMappingsInput, ListStudioSessionMappingsOutput>(
            NothingToList.StudioSessionMappings),
        ["ListStudios"] = Call<MarkerInput, ListStudiosOutput>(NothingToList.Studios),
        ["ListSupportedInstanceTypes"] = Call<ListSupportedInstanceTypesInput, ListSupportedInstanceTypesOutput>(
            (input, _) => ListSupportedInstanceTypes.Answer(input)),
        ["ModifyCluster"] = Call<ModifyClusterInput, ModifyClusterOutput>(Settings.ModifyCluster),
        ["ModifyInstanceFleet"] = Call<ModifyInstanceFleetInput, Empty>(InstanceFleetChanges.Modify),
        ["ModifyInstanceGroups"] = Call<ModifyInstanceGroupsInput, Empty>(ModifyInstanceGroups.Answer),
        ["PutAutoScalingPolicy"] = Call<PutAutoScalingPolicyInput, PutAutoScalingPolicyOutput>(AutoScaling.Put),
        ["PutAutoTerminationPolicy"] = Call<PutAutoTerminationPolicyInput, Empty>(Policies.PutAutoTermination),
        ["PutBlockPublicAccessConfiguration"] = Call<PutBlockPublicAccessConfigurationInput, Empty>(BlockPublicAccess.Put),
        ["PutManagedScalingPolicy"] = Call<PutManagedScalingPolicyInput, Empty>(Policies.PutManagedScaling),
        ["RemoveAutoScalingPolicy"] = Call<RemoveAutoScalingPolicyInput, Empty>(AutoScaling.Remove),
        ["RemoveAutoTerminationPolicy"] = Call<ClusterInput, Empty>(Policies.RemoveAutoTermination),
        ["RemoveManagedScalingPolicy"] = Call<ClusterInput, Empty>(Policies.RemoveManagedScaling),
        ["RemoveTags"] = Call<RemoveTagsInput, Empty>(Tags.Remove),
        ["RunJobFlow"] = Call<RunJobFlowInput, RunJobFlowOutput>(RunJobFlow.Answer),
        ["SetKeepJobFlowAliveWhenNoSteps"] = Call<SetKeepJobFlowAliveWhenNoStepsInput, Empty>(Settings.SetKeepJobFlowAliveWhenNoSteps),
        ["SetTerminationProtection"] = Call<SetTerminationProtectionInput, Empty>(Settings.SetTerminationProtection),
        ["SetUnhealthyNodeReplacement"] = Call<SetUnhealthyNodeReplacementInput, Empty>(Settings.SetUnhealthyNodeReplacement),
        ["SetVisibleToAllUsers"] = Call<SetVisibleToAllUsersInput, Empty>(Settings.SetVisibleToAllUsers),
        ["TerminateJobFlows"] = Call<TerminateJobFlowsInput, Empty>(TerminateJobFlows.Answer),
    };

    public static IReadOnlyCollection<string> Names => Calls.Keys;

    /// <summary>Does the call and gives the body of its answer.</summary>
    /// <exception cref="EmrException">The call is refused.</exception>
    public byte[] Do(string operation, byte[] body) =>
        Calls.TryGetValue(operation, out var call) ? call(body, clusters) : throw EmrException.UnknownOperation(operation);

    private static Func<byte[], ClusterRegistry, byte[]> Call<TInput, TOutput>(Func<TInput, ClusterRegistry, TOutput> answer)
        where TInput : class => (body, clusters) =>
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
