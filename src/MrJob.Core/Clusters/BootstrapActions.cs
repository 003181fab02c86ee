using Amazon.ElasticMapReduce.Model;
using MrJob.Core.Configuration;
using MrJob.Core.Jobs.Scripts;

namespace MrJob.Core.Clusters;

/// <summary>What runs on every node of a new cluster before Hadoop starts: the user's own actions, then the script of the bootstrap commands. Pure.</summary>
internal static class BootstrapActions
{
    public static IEnumerable<BootstrapActionConfig> Of(JobOptions options, ServiceSettings settings)
    {
        for (var i = 0; i < options.BootstrapActions.Count; i++)
        {
            var words = ShellWords.Split(options.BootstrapActions[i]);
            yield return Action($"action {i}", words[0], [.. words.Skip(1)]);
        }
        if (JobScripts.Bootstrap(options, settings) is { } script)
            yield return Action("master", script.Uri.ToString(), []);
    }

    private static BootstrapActionConfig Action(string name, string path, List<string> args) =>
        new() { Name = name, ScriptBootstrapAction = new() { Path = path, Args = args } };
}
