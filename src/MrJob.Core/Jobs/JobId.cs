using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace MrJob.Core.Jobs;

/// <summary>
/// Names of jobs: <c>label.owner.yyyymmdd.hhmmss.microseconds.suffix</c> in UTC, as mrjob made them, with a random suffix that
/// keeps apart jobs submitted in the same microsecond.
/// </summary>
internal static partial class JobId
{
    private const string SuffixAlphabet = "abcdefghjkmnpqrstuvwxyz23456789"; // without the letters and digits that look alike
    private const int SuffixLength = 5;
    public const int MaxLength = 200;
    public const string Pattern = @"^[A-Za-z0-9_.-]+\.\d{8}\.\d{6}\.\d{6}\.[a-z0-9]+$";

    public static string Create(string label, string owner, DateTimeOffset now) => string.Join('.',
        label, owner, now.UtcDateTime.ToString("yyyyMMdd'.'HHmmss'.'ffffff", CultureInfo.InvariantCulture),
        RandomNumberGenerator.GetString(SuffixAlphabet, SuffixLength));

    /// <summary>Whether the text could be a job's id. What could not is answered 404 without asking S3.</summary>
    public static bool IsValid(string text) => text.Length <= MaxLength && Shape().IsMatch(text);

    /// <summary>The id that the name of a cluster or step of this software begins with; null for other names.</summary>
    public static string? OfName(string? name) => name?.Split(':')[0] is { } id && IsValid(id) ? id : null;

    /// <summary>Whether it is the name of a step or cluster of the job: it starts with the job's id, up to the id's end.</summary>
    public static bool Names(string jobId, string? emrName) =>
        emrName is not null && emrName.StartsWith(jobId, StringComparison.Ordinal)
        && (emrName.Length == jobId.Length || emrName[jobId.Length] == ':');

    [GeneratedRegex(@"^[A-Za-z0-9_.-]+\.\d{8}\.\d{6}\.\d{6}\.[a-z0-9]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
