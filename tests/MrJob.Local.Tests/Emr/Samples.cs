using MrJob.Local.Emr.Clusters;
using MrJob.Local.Emr.Operations;
using MrJob.Local.Emr.Wire;

namespace MrJob.Local.Tests.Emr;

/// <summary>Requests and records that are right, for tests to change.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static object RunJobFlow(bool keepAlive = true, object[]? steps = null, int concurrency = 1, string name = "a cluster", bool isProtected = false) => new
    {
        Name = name,
        ReleaseLabel = "emr-7.1.0",
        ServiceRole = "EMR_DefaultRole",
        JobFlowRole = "EMR_EC2_DefaultRole",
        StepConcurrencyLevel = concurrency,
        Instances = new { MasterInstanceType = "m5.xlarge", InstanceCount = 1, KeepJobFlowAliveWhenNoSteps = keepAlive, TerminationProtected = isProtected },
        Steps = steps ?? [],
    };

    public static object Step(string name = "a step", string actionOnFailure = "CONTINUE", params string[] args) => new
    {
        Name = name,
        ActionOnFailure = actionOnFailure,
        HadoopJarStep = new { Jar = "command-runner.jar", Args = args },
    };

    /// <summary>A cluster with steps in these states.</summary>
    public static ClusterRecord Cluster(ClusterState state, params StepRecord[] steps) => new()
    {
        Id = "j-1",
        Number = 1,
        Request = new RunJobFlowInput { Name = "n", Instances = new InstancesConfig { KeepJobFlowAliveWhenNoSteps = true } },
        State = state,
        Created = Noon,
        Steps = [.. steps],
    };

    public static StepRecord Step(StepState state, string id, string actionOnFailure = "CONTINUE") => new()
    {
        Id = id,
        State = state,
        Config = new StepConfig { Name = id, ActionOnFailure = actionOnFailure, HadoopJarStep = new HadoopJarStepConfig { Jar = "a.jar" } },
        Created = Noon,
        Started = state == StepState.Pending ? null : Noon,
        Ended = state.IsActive() ? null : Noon,
    };
}
