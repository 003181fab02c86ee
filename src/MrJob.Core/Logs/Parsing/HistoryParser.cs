using System.Text;
using System.Text.Json;

namespace MrJob.Core.Logs.Parsing;

/// <summary>
/// MapReduce's job history in Avro's JSON form, an event a line (<c>org.apache.hadoop.mapreduce.jobhistory</c>): containers of attempts, errors of
/// failed ones, tasks that succeeded, total counters. The binary form is left alone.
/// </summary>
internal sealed class HistoryParser : LogParser
{
    private const int MostAttempts = 100_000;
    private const int MostTasks = 1_000_000;
    private const int LongestError = 4_000; // characters

    private readonly Dictionary<string, string> _containers = new(StringComparer.Ordinal);
    private readonly List<FailedAttempt> _attempts = [];
    private bool _isJson;

    public IReadOnlyDictionary<string, string> Containers => _containers;

    public IReadOnlyList<FailedAttempt> Attempts => _attempts;

    public HashSet<string> Succeeded { get; } = new(StringComparer.Ordinal);

    /// <summary>The task for which the job was given up.</summary>
    public string? FailedTask { get; private set; }

    /// <summary>By group and name, as a job client shows them; null when the job has none.</summary>
    public Dictionary<string, Dictionary<string, long>>? Counters { get; private set; }

    public override void Read(LogLine line)
    {
        if (line.Number == 1)
            _isJson = line.Text.StartsWith("Avro-Json"u8);
        else if (_isJson && line.Text.StartsWith("{\"type\":\""u8) && IsWanted(line.Text) && Parse(line.Text) is { } document)
        {
            using (document)
                if (document.RootElement.TryGetProperty("event", out var named) && named.ValueKind == JsonValueKind.Object && named.EnumerateObject().FirstOrDefault() is { Value.ValueKind: JsonValueKind.Object } only)
                    Take(Text(document.RootElement, "type") ?? "", only.Value, line.Number);
        }
    }

    // Most lines tell of tasks that start and go on.
    private static bool IsWanted(ReadOnlySpan<byte> line) =>
        line[9..].IndexOf((byte)'"') is > 0 and var end && line.Slice(9, end) is var type && (type.IndexOf("ATTEMPT_STARTED"u8) >= 0
            || type.IndexOf("FAILED"u8) >= 0 || type.IndexOf("FINISHED"u8) >= 0 || type.IndexOf("KILLED"u8) >= 0);

    private static JsonDocument? Parse(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        try
        {
            return JsonDocument.TryParseValue(ref reader, out var document) ? document : null;
        }
        catch (JsonException)
        {
            return null; // cut off, or not what it says it is
        }
    }

    private void Take(string type, JsonElement e, int line)
    {
        switch (type)
        {
            case "MAP_ATTEMPT_STARTED" or "REDUCE_ATTEMPT_STARTED":
                if (Text(e, "attemptId") is { } started && Text(e, "containerId") is { Length: > 0 } container && _containers.Count < MostAttempts)
                    _containers[started] = container;
                break;
            case "MAP_ATTEMPT_FAILED" or "REDUCE_ATTEMPT_FAILED":
                if (Text(e, "attemptId") is { } failed && IsAttempt(failed) && Text(e, "error") is { Length: > 0 } error && _attempts.Count < MostAttempts)
                    _attempts.Add(new(failed, Error(error, line)));
                break;
            case "TASK_FINISHED":
                if (Text(e, "taskid") is { } task && Succeeded.Count < MostTasks)
                    Succeeded.Add(task);
                break;
            case "TASK_FAILED":
                FailedTask = Text(e, "taskid") ?? FailedTask;
                break;
            case "JOB_FINISHED":
                Counters = Totals(e) ?? Counters;
                break;
        }
    }

    private static LogError Error(string text, int line) =>
        new(ErrorKinds.Of(text), new(text.Length <= LongestError ? text.Trim() : text[..LongestError] + "…", line, line));

    private static bool IsAttempt(string id) => id.StartsWith("attempt_", StringComparison.Ordinal) && id.Count(c => c == '_') == 5;

    private static Dictionary<string, Dictionary<string, long>>? Totals(JsonElement finished)
    {
        if (!finished.TryGetProperty("totalCounters", out var totals) || totals.ValueKind != JsonValueKind.Object
            || !totals.TryGetProperty("groups", out var groups) || groups.ValueKind != JsonValueKind.Array)
            return null;
        var found = new Dictionary<string, Dictionary<string, long>>(StringComparer.Ordinal);
        foreach (var group in groups.EnumerateArray().Where(g => g.ValueKind == JsonValueKind.Object))
        {
            var counters = found[Text(group, "displayName") ?? Text(group, "name") ?? ""] = new(StringComparer.Ordinal);
            if (!group.TryGetProperty("counts", out var counts) || counts.ValueKind != JsonValueKind.Array)
                continue;
            foreach (var count in counts.EnumerateArray().Where(c => c.ValueKind == JsonValueKind.Object))
                if (count.TryGetProperty("value", out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number))
                    counters[Text(count, "displayName") ?? Text(count, "name") ?? ""] = number;
        }
        return found;
    }

    // Avro writes what may be missing as {"string": …}.
    private static string? Text(JsonElement e, string name)
    {
        if (!e.TryGetProperty(name, out var value))
            return null;
        if (value.ValueKind == JsonValueKind.Object && value.TryGetProperty("string", out var inner))
            value = inner;
        return value.ValueKind == JsonValueKind.String ? Unpaired(value) : null;
    }

    private static string? Unpaired(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(value.GetRawText().Trim('"'))); // half of a surrogate pair
        }
    }
}
