namespace MrJob.Core.Configuration.Conf;

/// <summary>Where the command looks for mrjob.conf. Pure over the environment and the file system that it is given.</summary>
internal static class ConfLocations
{
    private const string Variable = "MRJOB_CONF";

    /// <summary>
    /// The files that were asked for; or else the one of <c>MRJOB_CONF</c>; or else the first that exists of <c>~/.mrjob.conf</c> and
    /// <c>/etc/mrjob.conf</c>; or none. The order is mrjob's.
    /// </summary>
    public static IReadOnlyList<string> Find(IReadOnlyList<string> asked, Func<string, string?> environment, Func<string, bool> exists)
    {
        if (asked.Count > 0)
            return asked;
        if (environment(Variable) is { Length: > 0 } set)
            return [set];
        string?[] usual = [environment("HOME") is { Length: > 0 } home ? Path.Combine(home, ".mrjob.conf") : null, "/etc/mrjob.conf"];
        return usual.OfType<string>().FirstOrDefault(exists) is { } found ? [found] : [];
    }
}
