using MrJob.Local.Streaming.Arguments;
using MrJob.Local.Streaming.Input;

namespace MrJob.Local.Emr.Steps;

/// <summary>
/// Turns the arguments of a <c>spark-submit</c> for EMR into those for this machine, which has no YARN and no EMRFS: the master is the
/// machine itself, what lies on S3 or HDFS is fetched, and <c>s3://</c> means the local S3 where Spark has its S3A connector.
/// </summary>
internal static class SparkArguments
{
    private static readonly string[] Flags = ["--verbose", "-v", "--supervise", "--help", "-h", "--version", "--usage-error"];
    private static readonly string[] FileLists = ["--py-files", "--files", "--jars", "--archives"];

    /// <param name="fetch">Gives a local copy of a file, null when there is none.</param>
    /// <param name="environment">Of the step; it has <c>AWS_ENDPOINT_URL</c>.</param>
    /// <exception cref="StreamingClientException">A file does not exist.</exception>
    public static IReadOnlyList<string> ForThisMachine(
        IReadOnlyList<string> args, Func<string, string?> fetch, IReadOnlyDictionary<string, string> environment)
    {
        var local = new List<string> { "--master", "local[*]" };
        foreach (var setting in S3Settings(environment.GetValueOrDefault("AWS_ENDPOINT_URL", "")))
            local.AddRange(["--conf", setting]);
        var at = 0;
        while (at < args.Count && args[at].StartsWith('-'))
            at += TakeOption(args, at, local, uri => Local(uri, fetch));
        if (at < args.Count)
            local.AddRange([Local(args[at], fetch), .. args.Skip(at + 1)]);
        return local;
    }

    private static IEnumerable<string> S3Settings(string endpoint) =>
    [
        $"spark.hadoop.fs.s3a.endpoint={endpoint}", "spark.hadoop.fs.s3a.path.style.access=true",
        "spark.hadoop.fs.s3.impl=org.apache.hadoop.fs.s3a.S3AFileSystem",
    ];

    /// <summary>Takes over one option, and says how many words it was.</summary>
    private static int TakeOption(IReadOnlyList<string> args, int at, List<string> local, Func<string, string> fetched)
    {
        var option = args[at];
        if (Flags.Contains(option) || at + 1 == args.Count)
        {
            local.Add(option);
            return 1;
        }

        var (name, value, words) = option.Split('=', 2) is [var left, var right] ? (left, right, 1) : (option, args[at + 1], 2);
        if (name is not ("--master" or "--deploy-mode"))
            local.AddRange([name, FileLists.Contains(name) ? string.Join(',', value.Split(',').Select(fetched)) : value]);
        return words;
    }

    /// <summary>The file, fetched if it lies elsewhere; <c>#name</c> at its end stays.</summary>
    private static string Local(string uri, Func<string, string?> fetch)
    {
        if (HadoopPath.SchemeOf(uri) is not ("s3" or "s3n" or "s3a" or "hdfs"))
            return uri;
        var parts = uri.Split('#', 2);
        var file = fetch(parts[0]) ?? throw new StreamingClientException(1, $"spark-submit: File {parts[0]} does not exist");
        return parts.Length == 2 ? $"{file}#{parts[1]}" : file;
    }
}
