using MrJob.Local.Streaming.Arguments;

namespace MrJob.Local.Streaming.Tasks;

/// <summary>The environment of a task's programs, put together as <c>PipeMapRed</c> does.</summary>
internal static class TaskEnvironment
{
    /// <summary>
    /// The base, then every property (characters other than letters and digits become <c>_</c>), then <c>-cmdenv</c>, then TMPDIR.
    /// </summary>
    /// <param name="cmdenv">
    /// <c>NAME=value</c>. Hadoop joins these by spaces and splits them again, so a value ends at its first space; so it does here.
    /// </param>
    public static IReadOnlyDictionary<string, string> Build(
        IReadOnlyDictionary<string, string> basis, JobConf conf, IEnumerable<string> cmdenv, string tempFolder)
    {
        var environment = new Dictionary<string, string>(basis);
        var limit = (int)conf.Number("stream.jobconf.truncate.limit", -1, least: -1, most: int.MaxValue);
        foreach (var (name, value) in conf.All)
            environment[SafeName(name)] = limit >= 0 && value.Length > limit ? value[..limit] : value;
        foreach (var pair in cmdenv.SelectMany(variable => variable.Split(' ')))
            if (pair.Split('=', 2) is [{ Length: > 0 } name, var value])
                environment[name] = value;
        environment["TMPDIR"] = tempFolder;
        return environment;
    }

    /// <summary>The name of the variable that a property becomes.</summary>
    public static string SafeName(string property) => string.Create(property.Length, property, static (name, from) =>
    {
        for (var i = 0; i < name.Length; i++)
            name[i] = char.IsAsciiLetterOrDigit(from[i]) ? from[i] : '_';
    });
}
