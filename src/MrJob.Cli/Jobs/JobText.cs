using System.Text;
using System.Text.Json.Nodes;

namespace MrJob.Cli.Jobs;

/// <summary>Says what a job's record says, for a person. Pure.</summary>
internal static class JobText
{
    /// <summary>Lines that hold now; a follower prints each once.</summary>
    public static IEnumerable<string> Progress(JsonObject job)
    {
        yield return $"Job {job["id"]} is accepted";
        if (job["state"]!.ToString() == "QUEUED" && job["reason"] is { } reason)
            yield return $"Queued: {reason}";
        if (job["cluster_id"] is { } cluster)
            yield return $"On cluster {cluster}: {job["placement"]?["decision"]}";
        var steps = job["steps"]!.AsArray();
        for (var i = 0; i < steps.Count; i++)
        {
            if (steps[i]!["state"]!.ToString() is not ("QUEUED" or "SKIPPED") and var state)
                yield return $"Step {i + 1} of {steps.Count}: {state}";
        }
        if (job["ended"] is not null)
            yield return $"Job {job["state"]}";
    }

    /// <summary>Why a job did not complete; its last lines are the cause.</summary>
    public static string Failure(JsonObject job)
    {
        var text = new StringBuilder();
        if (job["reason"] is { } reason)
            text.AppendLine($"Job {job["state"]}: {reason}");
        if (job["cause"] is not { } cause)
            return text.Append($"No cause is known yet: mrjob jobs logs {job["id"]}").ToString();
        if (cause["file"] is { } file)
            text.AppendLine($"Probable cause ({cause["confidence"]} confidence), {file}, lines {cause["first_line"]} to {cause["last_line"]}:");
        return text.Append(cause["text"]).ToString();
    }
}
