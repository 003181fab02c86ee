using System.Text.Json;
using System.Text.Json.Nodes;
using MrJob.Core;
using MrJob.Core.Configuration;

namespace MrJob.Cli.Options;

/// <summary>The options of a command: what it keeps for itself, and what it sends, from mrjob.conf, the job file and the switches. Pure.</summary>
/// <param name="ForService">For the body: lower sources of the service's come below, so what clears and removes is still marked.</param>
/// <param name="Own">What is the command's own doing, by name.</param>
internal sealed record ClientOptions(JsonObject ForService, IReadOnlyDictionary<string, JsonNode> Own, IReadOnlyList<string> Notes)
{
    /// <param name="layers">The lowest first.</param>
    public static ClientOptions Of(IReadOnlyList<OptionLayer> layers)
    {
        var made = new List<OptionNote>();
        layers = EffectiveOptions.WithOneWayOfInstances(layers, made);
        var forService = new JsonObject();
        var own = new Dictionary<string, JsonNode>();
        foreach (var option in OptionTable.All.Where(o => layers.Any(l => l.Values.ContainsKey(o.Name))))
        {
            Given? combined = null;
            foreach (var layer in layers.Where(l => l.Values.ContainsKey(option.Name)))
                combined = Combine.Two(option.Combine, combined, layer.Values[option.Name]);
            if (option.Scope != OptionScope.Client)
                forService[option.Name] = combined!.Value.ToJson();
            else if (Combine.Finish(combined!.Value) is { } value)
                own[option.Name] = value;
        }
        // What does nothing need not travel: the user is told here.
        foreach (var option in OptionTable.All.Where(o => o.ReplacedBy is not null))
            forService.Remove(option.Name);
        return new(forService, own, [.. layers.SelectMany(l => l.Notes.Select(n => $"{l.Source}: {n.Option} {n.Note}")), .. made.Select(n => $"{n.Option} {n.Note}")]);
    }

    public string? Text(string name) => Own.GetValueOrDefault(name)?.GetValue<string>();

    public int? Number(string name) => Own.GetValueOrDefault(name)?.GetValue<int>();

    public bool? Boolean(string name) => Own.GetValueOrDefault(name)?.GetValue<bool>();

    /// <summary>Reads the options of one source, its local paths made absolute.</summary>
    /// <param name="path">Of the options in that source, for faults.</param>
    /// <param name="folder">What its relative paths are relative to.</param>
    /// <exception cref="CommandException">Something is wrong with them; every fault is named.</exception>
    public static OptionLayer Read(JsonObject options, string source, string path, LocalPaths folder)
    {
        var faults = new List<Fault>();
        var element = JsonSerializer.SerializeToElement(options, CoreJson.Default.JsonObject);
        var layer = OptionReader.Read(new(faults), element, path, source, forService: false);
        if (faults.Count > 0)
            throw new CommandException(ExitCodes.BadUsage, string.Join(
                Environment.NewLine, faults.Select(f => $"  {f.Path}: {f.Detail}").Prepend($"{source} has {(faults.Count == 1 ? "one fault" : $"{faults.Count} faults")}.")));
        return folder.Absolute(layer);
    }
}
