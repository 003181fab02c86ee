using System.Text.RegularExpressions;
using MrJob.Local.Streaming.Arguments;
using MrJob.Local.Streaming.Input;

namespace MrJob.Local.Emr.Steps;

/// <summary>What <c>s3-dist-cp</c> is asked to copy.</summary>
/// <param name="Pattern"><c>--srcPattern</c>, which must match the whole URI of a file. Null for all files.</param>
internal sealed record DistCpOptions(HadoopPath Source, HadoopPath Target, Regex? Pattern, bool DeleteOnSuccess)
{
    /// <summary>Options that say how to copy, and change nothing of what is there afterwards on this machine.</summary>
    private static readonly string[] Ignored =
        ["s3Endpoint", "disableMultipartUpload", "multipartUploadChunkSize", "storageClass", "s3ServerSideEncryption", "tmpDir"];

    private static readonly string[] Flags = ["deleteOnSuccess", "disableMultipartUpload", "s3ServerSideEncryption"];

    /// <exception cref="StreamingClientException">An option is missing, has a fault, or is one that we have not.</exception>
    public static DistCpOptions Parse(IReadOnlyList<string> args)
    {
        var given = Read(args);
        foreach (var (name, value) in given)
            if (name is not ("src" or "dest" or "srcPattern" or "deleteOnSuccess") && !Ignored.Contains(name) && (name, value) != ("outputCodec", "keep"))
                throw StreamingClientException.NotSupported($"s3-dist-cp --{name}{(value.Length > 0 ? "=" : "")}{value}");
        var options = new DistCpOptions(
            HadoopPath.Parse(Required(given, "src")), HadoopPath.Parse(Required(given, "dest")),
            given.TryGetValue("srcPattern", out var pattern) ? Compile(pattern) : null, given.ContainsKey("deleteOnSuccess"));
        return options.Source != options.Target ? options : throw new StreamingClientException(1, "s3-dist-cp: --src and --dest are the same");
    }

    /// <summary><c>--name=value</c> or <c>--name value</c>.</summary>
    private static Dictionary<string, string> Read(IReadOnlyList<string> args)
    {
        var given = new Dictionary<string, string>();
        for (var i = 0; i < args.Count; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal))
                throw new StreamingClientException(1, $"s3-dist-cp: \"{args[i]}\" is no option");
            var option = args[i][2..].Split('=', 2);
            given[option[0]] = option.Length == 2 ? option[1]
                : Flags.Contains(option[0]) ? ""
                : ++i < args.Count ? args[i] : throw new StreamingClientException(1, $"s3-dist-cp: --{option[0]} must have a value");
        }

        return given;
    }

    private static string Required(Dictionary<string, string> given, string name) =>
        given.TryGetValue(name, out var value) ? value : throw new StreamingClientException(1, $"s3-dist-cp: --{name} is required");

    private static Regex Compile(string pattern)
    {
        try
        {
            return new Regex($"^(?:{pattern})$", RegexOptions.CultureInvariant);
        }
        catch (ArgumentException e)
        {
            throw new StreamingClientException(1, $"s3-dist-cp: --srcPattern: {e.Message}");
        }
    }
}
