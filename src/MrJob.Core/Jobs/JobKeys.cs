using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MrJob.Core.Jobs;

/// <summary>Keys of a job's records and markers under the state prefix. They sort in the order in which they are needed.</summary>
internal static class JobKeys
{
    public const string Queue = "queue/";
    public const string Recent = "recent/";
    public const string Active = "active/";
    public const string Collect = "collect/";

    private const int Digits = 17;                             // of the microseconds since 1970, until the year 5138
    private const long Inverted = 99_999_999_999_999_999;      // the largest number of so many digits

    public static string Job(string id) => $"jobs/{id}/job.json";

    public static string Report(string id) => $"jobs/{id}/report.json";

    /// <summary>Oldest first.</summary>
    public static string Queued(string id, DateTimeOffset created) => $"{Queue}{Number(Microseconds(created))}-{id}";

    /// <summary>Newest first.</summary>
    public static string RecentEntry(string id, DateTimeOffset created) => $"{Recent}{Number(Inverted - Microseconds(created))}-{id}";

    public static string ActiveOn(string cluster) => $"{Active}{cluster}/";

    public static string ActiveEntry(string cluster, string id) => ActiveOn(cluster) + id;

    public static string CollectEntry(string id) => Collect + id;

    /// <summary>By digest, so that any text may be a key, and one caller cannot read or take another's.</summary>
    public static string Idempotency(string caller, string key) =>
        "keys/" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(caller + "\n" + key)));

    /// <summary>The id in the name of a queue or recent marker; null when the object is none, such as a folder that somebody made by hand.</summary>
    public static string? IdIn(string name) => name.Length > Digits + 1 && JobId.IsValid(name[(Digits + 1)..]) ? name[(Digits + 1)..] : null;

    /// <summary>When the job of an entry of the list of recent ones was submitted.</summary>
    public static DateTimeOffset TimeIn(string recentEntry) =>
        DateTimeOffset.UnixEpoch.AddTicks((Inverted - long.Parse(recentEntry.AsSpan(0, Digits), CultureInfo.InvariantCulture)) * TimeSpan.TicksPerMicrosecond);

    /// <summary>When the job of an entry of the queue was submitted; null when the name says no time.</summary>
    public static DateTimeOffset? QueuedAt(string queueEntry) => queueEntry.Length > Digits && long.TryParse(queueEntry.AsSpan(0, Digits), NumberStyles.None, CultureInfo.InvariantCulture, out var time)
        ? DateTimeOffset.UnixEpoch.AddTicks(time * TimeSpan.TicksPerMicrosecond) : null;

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture).PadLeft(Digits, '0');

    private static long Microseconds(DateTimeOffset at) => (at - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
}
