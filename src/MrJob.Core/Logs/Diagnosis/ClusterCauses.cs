using MrJob.Core.Logs.Parsing;
using MrJob.Core.Logs.Search;

namespace MrJob.Core.Logs.Diagnosis;

/// <summary>What the end of a cluster explains (https://docs.aws.amazon.com/emr/latest/APIReference/API_ClusterStateChangeReason.html). Pure.</summary>
internal static class ClusterCauses
{
    /// <param name="stepFailed">Whether EMR says that the step itself had failed.</param>
    public static Candidate? Of(ClusterEnd end, bool stepFailed)
    {
        if (string.IsNullOrWhiteSpace(end.Message))
            return null;
        var error = new LogError(ErrorKind.Client, new(end.Message, 0, 0));
        return end.Code switch
        {
            "BOOTSTRAP_FAILURE" when end.Message.Contains("timed out", StringComparison.Ordinal) =>
                new(error, "emr", Confidence.High, Ranks.Certain + 5, "EMR waited no longer for it, whatever it wrote"),
            "BOOTSTRAP_FAILURE" or "VALIDATION_ERROR" or "INSTANCE_FAILURE" or "INSTANCE_FLEET_TIMEOUT" =>
                new(error, "emr", Confidence.High, Ranks.Certain, "EMR ended the cluster for this"),
            "INTERNAL_ERROR" => new(error, "emr", Confidence.Medium, Ranks.Certain, "EMR ended the cluster for this"),
            "USER_REQUEST" when !stepFailed => new(error, "emr", Confidence.High, Ranks.Certain, "the cluster was terminated; the step had not failed"),
            // By hand, by somebody's budget, or by EMR because the step failed: of the last it explains nothing.
            "USER_REQUEST" => new(error, "emr", Confidence.Medium, Ranks.Wrapper - 5, "the cluster was terminated, and no program says that it failed"),
            "STEP_FAILURE" or "ALL_STEPS_COMPLETED" => null,
            _ => new(error, "emr", Confidence.Medium, Ranks.Wrapper + 5, "EMR ended the cluster for this"),
        };
    }
}
