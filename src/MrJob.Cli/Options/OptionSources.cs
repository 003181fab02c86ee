using System.CommandLine;
using System.Text.Json.Nodes;
using MrJob.Core.Configuration;
using MrJob.Core.Configuration.Conf;

namespace MrJob.Cli.Options;

/// <summary>The sources of a command's options: mrjob.conf, the job file, the switches, each over the ones before it.</summary>
internal sealed class OptionSources(params OptionScope[] scopes)
{
    private readonly OptionSwitches _switches = new(scopes);

    private readonly Option<string[]> _conf = new("--conf", "--conf-path", "-c")
    {
        Description = "mrjob.conf to read; default MRJOB_CONF, ~/.mrjob.conf or /etc/mrjob.conf; may be repeated", HelpName = "FILE",
    };

    private readonly Option<bool> _noConf = new("--no-conf") { Description = "read no mrjob.conf" };

    public void AddTo(Command command)
    {
        command.Options.Add(_conf);
        command.Options.Add(_noConf);
        _switches.AddTo(command);
    }

    /// <summary>All layers, the lowest first.</summary>
    /// <param name="runners">Which sections of mrjob.conf: <c>emr</c>, and over it <c>local</c> on a laptop.</param>
    /// <param name="body">The job's, whose options are taken out of it; null for none.</param>
    /// <param name="folder">What their paths are relative to.</param>
    /// <param name="source">What the job is, for a person.</param>
    /// <exception cref="CommandException">A source cannot be read.</exception>
    public async Task<IReadOnlyList<OptionLayer>> ReadAsync(
        ParseResult parsed, IReadOnlyList<string> runners, JsonObject? body, string folder, string source, CancellationToken cancel)
    {
        var here = LocalPaths.Of(Directory.GetCurrentDirectory());
        var layers = new List<OptionLayer>(await ConfAsync(parsed, runners, here with { Expand = true }, cancel));
        if (body?["options"] is JsonObject own)
        {
            body.Remove("options");
            layers.Add(ClientOptions.Read(own, source, "$.options", LocalPaths.Of(folder)));
        }
        layers.Add(CommandLine(parsed));
        return layers;
    }

    /// <summary>The highest layer: what the switches say.</summary>
    /// <exception cref="CommandException">A switch has no value that its option may have.</exception>
    public OptionLayer CommandLine(ParseResult parsed) =>
        ClientOptions.Read(_switches.Read(parsed), "the command line", "switches", LocalPaths.Of(Directory.GetCurrentDirectory()));

    private async Task<IReadOnlyList<OptionLayer>> ConfAsync(ParseResult parsed, IReadOnlyList<string> runners, LocalPaths here, CancellationToken cancel)
    {
        if (parsed.GetValue(_noConf))
            return [];
        try
        {
            var asked = parsed.GetValue(_conf) ?? [];
            var places = ConfLocations.Find(asked, Environment.GetEnvironmentVariable, File.Exists).Select(PathExpansion.Expand).Select(Real).ToList();
            var files = await new ConfLoader(TextAsync, (from, include) => Real(Path.Combine(Path.GetDirectoryName(from)!, PathExpansion.Expand(include)))).LoadAsync(places, cancel);
            return [.. ConfLayers.Of(files, runners, forService: false, PathExpansion.Expand).Select(here.Absolute)];
        }
        catch (ConfException e)
        {
            throw new CommandException(ExitCodes.BadUsage, e.Message);
        }
    }

    private static async Task<string?> TextAsync(string path, CancellationToken cancel) => File.Exists(path) ? await File.ReadAllTextAsync(path, cancel) : null;

    /// <summary>A file's place, links of folders on its way followed, too: what it includes is relative to where it really is.</summary>
    private static string Real(string path)
    {
        path = Path.GetFullPath(path);
        if (Path.GetDirectoryName(path) is not { } folder)
            return path;
        path = Path.Combine(Real(folder), Path.GetFileName(path));
        return Path.Exists(path) && File.ResolveLinkTarget(path, returnFinalTarget: true) is { } target ? Real(target.FullName) : path;
    }
}
