using System.Text;

namespace MrJob.Core.Logs.Parsing;

/// <summary>Ids of jobs, tasks, attempts, applications and containers in texts of Hadoop's.</summary>
internal static class Ids
{
    /// <summary>The first <c>attempt_…</c>; null when there is none.</summary>
    public static string? FirstAttempt(ReadOnlySpan<byte> text) => First(text, "attempt_"u8, underscores: 4);

    /// <summary>The first <c>container_…</c>, perhaps with an epoch; null when there is none.</summary>
    public static string? FirstContainer(ReadOnlySpan<byte> text) => First(text, "container_"u8, underscores: 3);

    /// <summary>The first <c>application_…</c>.</summary>
    public static string? FirstApplication(ReadOnlySpan<byte> text) => First(text, "application_"u8, underscores: 1);

    /// <summary>The application that ran the first <c>job_…</c>.</summary>
    public static string? FirstJobsApplication(ReadOnlySpan<byte> text) => First(text, "job_"u8, underscores: 1) is { } job ? "application_" + job["job_".Length..] : null;

    /// <summary>The first <c>task_…</c>.</summary>
    public static string? FirstTask(ReadOnlySpan<byte> text) => First(text, "task_"u8, underscores: 3);

    /// <summary>The task that an attempt is one of.</summary>
    public static string TaskOf(string attempt) => "task_" + attempt["attempt_".Length..attempt.LastIndexOf('_')];

    /// <summary>Which attempt at its task it is, from 0.</summary>
    public static int NumberOf(string attempt) => int.TryParse(attempt.AsSpan(attempt.LastIndexOf('_') + 1), out var number) ? number : 0;

    private static string? First(ReadOnlySpan<byte> text, ReadOnlySpan<byte> prefix, int underscores)
    {
        for (int at; (at = text.IndexOf(prefix)) >= 0; text = text[(at + prefix.Length)..])
        {
            var length = prefix.Length;
            var id = text[at..];
            var seen = 0;
            while (length < id.Length && length < 100 && (char.IsAsciiLetterOrDigit((char)id[length]) || (id[length] == '_' && ++seen > 0)))
                length++;
            if (seen >= underscores && id[length - 1] != '_')
                return Encoding.ASCII.GetString(id[..length]);
        }
        return null;
    }
}
