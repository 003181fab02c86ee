using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using MrJob.Cli.Commands;
using MrJob.Cli.Jobs;
using MrJob.Core.Configuration;
using Option = MrJob.Core.Configuration.Option;

namespace MrJob.Cli.Options;

/// <summary>A switch for every option of the table, for old names too, and <c>--set</c>: what they say becomes options as a job file has them.</summary>
internal sealed class OptionSwitches
{
    private readonly Option<string[]> _set = new("--set") { Description = "OPTION=VALUE, for any option; may be repeated", HelpName = "OPTION=VALUE" };
    private readonly Option<string?> _pool = new("--pool") { Description = "join a warm cluster of this pool, or start one: pool_clusters and pool_name in one", HelpName = "NAME" };
    private readonly List<(string Name, Option Option, Option<string[]> Switch)> _values = [];
    private readonly List<(string Name, bool Value, Option<bool> Switch)> _flags = [];

    /// <param name="scopes">Whose options; a command that starts a cluster has no use for those of jobs.</param>
    public OptionSwitches(params OptionScope[] scopes)
    {
        foreach (var option in OptionTable.All.Where(o => scopes.Contains(o.Scope) || o.Scope == OptionScope.None))
            Add(option);
        foreach (var (old, name) in OldNames.All)
        {
            if (OptionTable.Find(name) is { } option && (scopes.Contains(option.Scope) || option.Scope == OptionScope.None))
                AddOld(old, option);
        }
    }

    public void AddTo(Command command)
    {
        command.Options.Add(_set);
        command.Options.Add(_pool);
        foreach (var option in _values.Select(v => (System.CommandLine.Option)v.Switch).Concat(_flags.Select(f => f.Switch)))
            command.Options.Add(option);
    }

    /// <summary>What the switches of a command line say.</summary>
    public JsonObject Read(ParseResult parsed)
    {
        var options = new JsonObject();
        foreach (var (name, value, flag) in _flags.Where(f => parsed.GetValue(f.Switch)))
            options[name] = value;
        foreach (var (name, option, given) in _values)
        {
            if (parsed.GetResult(given) is { Implicit: false } && parsed.GetValue(given) is { } texts)
                options[name] = Value(given.Name, option, texts);
        }
        if (parsed.GetValue(_pool) is { } pool)
        {
            if (options["pool_name"] is { } other && other.ToString() != pool)
                throw new CommandException(ExitCodes.BadUsage, $"--pool says '{pool}' and --pool-name '{other}'; one of them is enough.");
            (options["pool_clusters"], options["pool_name"]) = (true, pool);
        }
        foreach (var (name, value) in (parsed.GetValue(_set) ?? []).Select(SetOption.Parse))
            options[name] = value;
        return options;
    }

    private void Add(Option option)
    {
        var names = SwitchNames.Of(option);
        var shown = option.ReplacedBy is null && option.RefusedBecause is null;
        var said = option.Default is { } value ? $"{option.Doc}. Default: {value}" : option.Doc;
        if (option.Type.Switch == SwitchForm.Flag)
        {
            _flags.Add((option.Name, true, new(names[0], [.. names.Skip(1)]) { Description = said, Hidden = !shown }));
            var off = SwitchNames.Off(option);
            _flags.Add((option.Name, false, new(off[0], [.. off.Skip(1)]) { Hidden = true }));
            return;
        }
        _values.Add((option.Name, option, new(names[0], [.. names.Skip(1)])
        {
            Description = said, HelpName = HelpName(option.Type.Switch), Hidden = !shown, Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = false,
        }));
    }

    private void AddOld(string old, Option today)
    {
        if (today.Type.Switch == SwitchForm.Flag)
        {
            _flags.Add((old, true, new(SwitchNames.Dashed(old)) { Hidden = true }));
            _flags.Add((old, false, new("--no-" + old.Replace('_', '-')) { Hidden = true }));
        }
        else if (!SwitchNames.Of(today).Contains(SwitchNames.Dashed(old)))
        {
            _values.Add((old, today, new(SwitchNames.Dashed(old)) { Hidden = true, Arity = ArgumentArity.OneOrMore }));
        }
    }

    private static string HelpName(SwitchForm form) => form switch { SwitchForm.Pairs => "NAME=VALUE", SwitchForm.Json => "JSON", _ => "VALUE" };

    private static JsonNode? Value(string name, Option option, string[] texts) => option.Type.Switch switch
    {
        SwitchForm.Pairs => new JsonObject(texts.Select(text => Pair(name, option.Type, text)).GroupBy(p => p.Key).Select(g => g.Last())),
        SwitchForm.Json => new JsonArray([.. texts.Select(JobFile.ParseValue).SelectMany(v => v is JsonArray list ? list.Select(i => i?.DeepClone()) : [v])]),
        SwitchForm.Repeated when HasCommas(option) => new JsonArray([.. texts.SelectMany(t => t.Split(',', StringSplitOptions.TrimEntries)).Select(t => (JsonNode?)t)]),
        SwitchForm.Repeated => new JsonArray([.. texts.Select(t => (JsonNode?)t)]),
        _ => long.TryParse(texts[^1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && option.Type.IsNumber ? number : texts[^1],
    };

    /// <summary>mrjob's switches took several files at once, with commas between; no file of Hadoop's may have one in its name.</summary>
    private static bool HasCommas(Option option) => option.Type.SplitsAtCommas || option.Combine == Combining.PathList || option.Name == "applications";

    private static KeyValuePair<string, JsonNode?> Pair(string name, OptionType type, string text) => text.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals
        ? KeyValuePair.Create(text[..equals], type == OptionTypes.EmrParams ? JobFile.ParseValue(text[(equals + 1)..]) : text[(equals + 1)..])
        : throw new CommandException(ExitCodes.BadUsage, $"{name} {text}: it must look like NAME=VALUE.");
}
