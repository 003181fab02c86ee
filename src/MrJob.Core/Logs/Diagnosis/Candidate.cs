using MrJob.Core.Logs.Parsing;
using MrJob.Core.Logs.Search;

namespace MrJob.Core.Logs.Diagnosis;

internal enum Confidence
{
    Low,
    Medium,
    High,
}

/// <summary>An error that may be the cause.</summary>
/// <param name="Rank">How well it explains the failure: the highest is chosen.</param>
/// <param name="Why">What speaks for it.</param>
internal sealed record Candidate(LogError Error, string Source, Confidence Confidence, int Rank, string Why)
{
    public LogFile? File { get; init; }
    public string? Attempt { get; init; }
    public string? Container { get; init; }
    public string? Split { get; init; }

    public static Candidate Of(Found found, string source, Confidence confidence, int rank, string why) =>
        new(found.Error, source, confidence, rank, why) { File = found.File, Container = found.Container };
}

/// <summary>The order of explanations. What is said closest to the failure outranks what is said about it.</summary>
internal static class Ranks
{
    public const int Certain = 100; // who ended the task or the cluster says why
    public const int Program = 90; // the program's own error
    public const int Stage = 85; // the error for which Spark gave up
    public const int Own = 80;
    public const int Client = 70; // when nothing that was run failed
    public const int Words = 60; // last lines
    public const int Wrapper = 50;
    public const int Lost = 40;
    public const int AfterTasks = 30; // what the client says about tasks that failed
    public const int Controller = 20;
    public const int Emr = 10;
}
