using System.Text.RegularExpressions;
using MrJob.Core.Logs.Parsing;

namespace MrJob.Core.Logs.Search;

/// <summary>Reads the logs of the bootstrap action, or of the installing of applications, for which EMR gave up a cluster.</summary>
/// <param name="cluster">The cluster's folder, with a slash at its end.</param>
internal sealed partial class BootstrapSearch(ILogStore logs, string cluster)
{
    private const int MostActions = 4;

    /// <summary>Whether EMR's words about the end of a cluster are about setting up its machines.</summary>
    public static bool IsAbout(string? words) => words is not null && (Action().IsMatch(words) || IsProvisioning(words));

    private static bool IsProvisioning(string words) => words.Contains("provisioning failed", StringComparison.Ordinal);

    /// <param name="words">EMR's, which name instance and action: <c>On the master instance (i-…), bootstrap action 2 returned a non-zero return code</c>.</param>
    public async Task<StepEvidence> SearchAsync(string words, CancellationToken cancel)
    {
        if (IsProvisioning(words))
            return await ProvisioningAsync(Instance().Match(words).Value, cancel);
        var action = Action().Match(words).Groups[1].Value;
        var instance = Instance().Match(words) is { Success: true } named ? named.Value : null;
        var files = (await logs.ListAsync(instance is null ? $"{cluster}node/" : $"{cluster}node/{instance}/bootstrap-actions/", cancel))
            .Where(f => f.Uri.Contains("/bootstrap-actions/", StringComparison.Ordinal)).Select(LogPath.Of).ToList();
        var errors = new List<Found>();
        foreach (var logsOfOne in files.Where(f => action.Length == 0 || f.Folder == action).GroupBy(f => f.File.Uri[..f.File.Uri.LastIndexOf('/')]).Take(MostActions))
            errors.AddRange(await ReadAsync([.. logsOfOne], cancel));
        return new() { Files = files.ConvertAll(f => f.File), Errors = errors, IsComplete = errors.Count > 0 };
    }

    private async Task<StepEvidence> ProvisioningAsync(string instance, CancellationToken cancel)
    {
        if (instance.Length == 0)
            return new();
        var files = await logs.ListAsync($"{cluster}node/{instance}/provision-node/", cancel);
        var errors = new List<Found>();
        foreach (var log in files.Select(LogPath.Of).Where(l => l.Name == "puppet.log").Take(MostActions))
        {
            var puppet = new PuppetParser();
            await logs.ReadAsync(log.File, puppet, cancel);
            errors.AddRange(puppet.Errors.Select(e => new Found(e, log.File, LogRole.Bootstrap)));
        }
        return new() { Files = files, Errors = errors, IsComplete = errors.Count > 0 };
    }

    private async Task<IReadOnlyList<Found>> ReadAsync(IReadOnlyList<LogPath> action, CancellationToken cancel)
    {
        var errors = new List<Found>();
        foreach (var log in action.Where(l => l.Name == "stderr"))
        {
            var parser = new TaskStderrParser();
            await logs.ReadAsync(log.File, parser, cancel);
            errors.AddRange(parser.Errors.Select(e => new Found(e, log.File, LogRole.Bootstrap)));
        }
        if (errors.Count > 0)
            return errors;
        foreach (var log in action.Where(l => l.Name == "controller"))
        {
            var parser = new ControllerParser();
            await logs.ReadAsync(log.File, parser, cancel);
            errors.AddRange(parser.Errors.Select(e => new Found(e, log.File, LogRole.Bootstrap)));
        }
        return errors;
    }

    [GeneratedRegex(@"bootstrap action (?:#|number )?'?(\d*)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Action();

    [GeneratedRegex(@"\bi-[0-9a-f]{8,17}\b", RegexOptions.CultureInvariant)]
    private static partial Regex Instance();
}
