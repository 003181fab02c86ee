using System.Text.Json.Nodes;
using MrJob.Cli.Options;
using MrJob.Core.Configuration;

namespace MrJob.Cli.Python;

/// <summary>The body of POST /jobs that an mrjob script's description makes. Pure.</summary>
internal static class ScriptBody
{
    /// <summary>Switches that mrjob's parser knows and that say something to the command, not to the job.</summary>
    private static readonly Dictionary<string, string> ForCommand = new()
    {
        ["conf_paths"] = "--conf", ["output_dir"] = "--output-dir", ["cat_output"] = "--no-output",
    };

    private static readonly IReadOnlySet<string> OptionNames = OptionTable.All.Select(o => o.Name).Concat(OldNames.All.Select(o => o.Old)).ToHashSet();

    /// <param name="answer">Of <see cref="ScriptDriver"/>.</param>
    /// <param name="script">The script's absolute path.</param>
    /// <param name="folder">What relative input is relative to.</param>
    /// <exception cref="CommandException">The script got a switch that is the command's.</exception>
    public static JsonObject Of(JsonObject answer, string script, string folder)
    {
        var switches = answer["switches"]!.AsObject();
        Check(switches);
        var options = Options(answer, switches);
        var args = Args(answer, script, options);
        var steps = ScriptSteps.Of(answer);
        return new()
        {
            ["script"] = script, ["script_args"] = new JsonArray([.. args.Select(a => (JsonNode?)a)]), ["steps"] = steps,
            ["input"] = Input(answer["input"]!.AsArray(), steps, folder), ["options"] = options,
        };
    }

    /// <summary>A label that a job may have: the script's name without what no label may have.</summary>
    public static string Label(string script) =>
        string.Concat(Path.GetFileNameWithoutExtension(script).Take(Names.MaxLength).Select(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' ? c : '_'));

    private static void Check(JsonObject switches)
    {
        if (switches.Select(s => ForCommand.GetValueOrDefault(s.Key)).FirstOrDefault(own => own is not null) is { } own)
            throw new CommandException(ExitCodes.BadUsage, $"The script got a switch that is mrjob run's own: give {own} before --.");
        if (switches["step_output_dir"] is not null)
            throw new CommandException(ExitCodes.BadUsage, "--step-output-dir: what steps write for each other goes where the service keeps it, below cloud_tmp_dir.");
    }

    /// <summary>What the script's parser understood of our options, and what its class says.</summary>
    private static JsonObject Options(JsonObject answer, JsonObject switches)
    {
        var options = new JsonObject(switches.Where(s => OptionNames.Contains(s.Key)).Select(s => KeyValuePair.Create(s.Key, s.Value?.DeepClone())));
        foreach (var (name, value) in answer["options"]!.AsObject())
            options[name] = value?.DeepClone();
        if (answer["sort_values"]?.GetValue<bool>() == true)
            options["jobconf"] = Combine.Two(Combining.Jobconf, new(ScriptSteps.SortValues, Clears: false), new(options["jobconf"], Clears: false)).Value;
        foreach (var name in options.Where(o => o.Value is JsonArray { Count: 0 } or JsonObject { Count: 0 }).Select(o => o.Key).ToList())
            options.Remove(name);
        return options;
    }

    private static IReadOnlyList<string> Args(JsonObject answer, string script, JsonObject options)
    {
        var files = new ScriptFiles(script);
        files.Take((options["upload_files"] as JsonArray ?? []).Select(f => f!.ToString()));
        var (args, uploads) = files.Resolve(answer["extra_args"]!.AsArray());
        if (uploads.Count > 0)
            options["upload_files"] = new JsonArray([.. (options["upload_files"] as JsonArray ?? []).Select(f => f!.DeepClone()), .. uploads.Select(u => (JsonNode?)u)]);
        return args;
    }

    /// <summary>As mrjob, a job without input reads standard input; a jar that does not ask for input has none.</summary>
    private static JsonArray Input(JsonArray given, JsonArray steps, string folder)
    {
        if (given.Count == 0)
            return steps.FirstOrDefault() is JsonObject first && first["type"]?.ToString() is not ("streaming" or "spark")
                && !(first["args"] as JsonArray ?? []).Any(a => a!.ToString() == "<input>") ? [] : ["-"];
        return [.. given.Select(g => g!.ToString()).Select(g => (JsonNode?)(g == "-" || !LocalPaths.IsLocal(g) ? g : Path.GetFullPath(Path.Combine(folder, g))))];
    }
}
