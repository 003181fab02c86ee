namespace MrJob.Core.Logs.Search;

/// <summary>A container's logs, or before YARN an attempt's.</summary>
internal sealed record Container(string Id, IReadOnlyList<LogPath> Logs)
{
    /// <summary>The first container of an application, or of another try at it, has its ApplicationMaster.</summary>
    public bool IsMaster => Id.EndsWith("_000001", StringComparison.Ordinal) && Id.StartsWith("container_", StringComparison.Ordinal);

    /// <summary>The log of that name, the part that was written last; null when it is not there.</summary>
    public LogFile? Log(string name) => Logs.Where(l => l.Name == name).OrderBy(l => l.IsRotated).FirstOrDefault()?.File;

    /// <summary>Those that wrote most errors first: healthy ones hardly write any.</summary>
    public static IEnumerable<Container> ByErrors(IEnumerable<Container> containers) =>
        containers.OrderByDescending(c => c.Log("stderr")?.Size ?? 0).ThenByDescending(c => c.Id, StringComparer.Ordinal);
}
