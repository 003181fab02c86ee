using System.CommandLine;
using System.Text.Json.Nodes;
using MrJob.Cli.Jobs;
using MrJob.Cli.Options;
using MrJob.Core.Configuration;

namespace MrJob.Cli.Commands;

/// <summary><c>mrjob options JOB</c>: what holds for a job, and where each value came from.</summary>
internal static class OptionsCommand
{
    public static Command Create()
    {
        var job = new JobArguments(required: false);
        var docs = new Option<bool>("--docs") { Description = "print the documentation of all options, as Markdown" };
        var schema = new Option<bool>("--schema") { Description = "print the JSON Schema of a job file" };
        var sources = new OptionSources(OptionScope.Job, OptionScope.Cluster, OptionScope.Client);
        var service = new ServiceOptions();
        var command = new Command("options", "Show the options that hold for a job, and where each came from.") { docs, schema };
        job.AddTo(command);
        service.AddTo(command);
        sources.AddTo(command);
        command.Does(async (parsed, cancel) =>
        {
            if (parsed.GetValue(docs) || parsed.GetValue(schema))
            {
                await Console.Out.WriteAsync(parsed.GetValue(docs) ? OptionDocs.Markdown() : JobText.Json(JobSchema.Document(), indented: true) + "\n");
                return ExitCodes.Done;
            }
            job.Check(parsed);
            await using var connection = await service.ConnectAsync(parsed, cancel);
            var about = await ServiceAbout.ReadAsync(connection.Api, cancel);
            var own = await job.ReadLayersAsync(parsed, sources, about, cancel);
            var effective = EffectiveOptions.Of([.. ServiceLayers(await connection.Api.GetAsync("/options", cancel)), .. own]);
            foreach (var note in own.SelectMany(l => l.Notes.Select(n => $"Note: {l.PlaceOf(n.Option)}: {n.Option} {n.Note}")))
                await Console.Error.WriteLineAsync(note);
            await Console.Out.WriteLineAsync(parsed.GetValue(service.Json) ? Json(effective) : Text(effective));
            return ExitCodes.Done;
        });
        return command;
    }

    /// <summary>What the service says, read as its answer has it. A newer service may have options that this command does not know: they are left out.</summary>
    private static IEnumerable<OptionLayer> ServiceLayers(JsonObject answer) =>
        from layer in answer["layers"]!.AsArray()
        select new OptionLayer(layer["source"]!.ToString(), layer["options"]!.AsObject()
            .Where(o => OptionTable.Find(o.Key) is not null).ToDictionary(o => o.Key, o => Given.Parse(o.Value)));

    private static string Json(EffectiveOptions options) => JobText.Json(new JsonObject(options.Values.Select(o => KeyValuePair.Create(
        o.Key, (JsonNode?)new JsonObject { ["value"] = o.Value.Value.DeepClone(), ["sources"] = new JsonArray([.. o.Value.Sources.Select(s => (JsonNode?)s)]) }))));

    private static string Text(EffectiveOptions options)
    {
        var rows = OptionTable.All.Select(o => options.Values.TryGetValue(o.Name, out var given)
            ? (o.Name, Value: JobText.Json(given.Value), Source: string.Join(" + ", given.Sources))
            : (o.Name, Value: o.Default, Source: "built in")).Where(r => r.Value is not null).ToList();
        var (name, value) = (rows.Max(r => r.Name.Length), Math.Min(60, rows.Max(r => r.Value!.Length)));
        return string.Join(Environment.NewLine, rows.Select(r => $"{r.Name.PadRight(name)}  {r.Value!.PadRight(value)}  {r.Source}"));
    }
}
