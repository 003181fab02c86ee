using System.Text.Encodings.Web;
using System.Text.Json;
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
        if (job["state"]!.ToString() == "COMPLETED")
            yield return "Job COMPLETED";
    }

    /// <summary>What the service says about options that it accepted.</summary>
    public static IEnumerable<string> Notes(JsonObject accepted) =>
        (accepted["notes"] as JsonArray ?? []).Select(n => $"Note: {n!["option"]} {n["note"]}");

    /// <summary>What Hadoop counted in each step, as far as logs have told: groups indented by a tab, counters by two, as in Hadoop's own logs.</summary>
    public static IEnumerable<string> Counters(JsonObject job)
    {
        var steps = job["steps"]!.AsArray();
        for (var i = 0; i < steps.Count; i++)
        {
            if (steps[i]!["counters"] is not JsonObject { Count: > 0 } groups)
                continue;
            yield return $"Counters of step {i + 1} of {steps.Count}:";
            foreach (var (group, counters) in groups)
            {
                yield return $"\t{group}";
                foreach (var (name, value) in counters!.AsObject())
                    yield return $"\t\t{name}={value}";
            }
        }
    }

    /// <summary>Why a job did not complete; its last lines are the cause.</summary>
    public static string Failure(JsonObject job)
    {
        if (job["cause"] is { } cause)
            return string.Join('\n', [Cause(cause), .. About(cause.AsObject()), LogText.Printable(cause["text"]!.ToString())]);
        return job["reason"] is { } reason
            ? $"Job {job["state"]}: {reason}"
            : job["state"]!.ToString() == "CANCELLED" ? "Job CANCELLED" : $"No cause is known yet: mrjob jobs logs {job["id"]}";
    }

    /// <summary>The line over a cause's text: how sure, and from where.</summary>
    public static string Cause(JsonNode cause) => cause["file"] is { } file
        ? $"Probable cause ({cause["confidence"]} confidence), {file}, {Lines(cause)}:"
        : $"Probable cause ({cause["confidence"]} confidence), as EMR says:";

    private static string Lines(JsonNode cause) => cause["first_line"]!.ToString() == cause["last_line"]!.ToString()
        ? $"line {cause["first_line"]}" : $"lines {cause["first_line"]} to {cause["last_line"]}";

    /// <summary>What else is known of a cause, a line each: whose error it is, why it is thought to be the cause, what usually helps.</summary>
    public static IEnumerable<string> About(JsonObject cause)
    {
        if (cause["attempt"] is { } attempt)
            yield return $"Attempt: {attempt}";
        if (cause["input_split"] is { } split)
            yield return $"Reading: {split}";
        if (cause["why"] is { } why)
            yield return $"Why this: {why}";
        if (cause["hint"] is { } hint)
            yield return $"Hint: {hint}";
    }

    /// <summary>JSON for programs and terminals, without escapes that only a web page needs.</summary>
    public static string Json(JsonNode answer, bool indented = false) => answer.ToJsonString(indented ? Indented : Plain);

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions Indented = new(Plain) { WriteIndented = true };
}
