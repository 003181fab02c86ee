using System.CommandLine;
using System.Text.Json.Nodes;
using MrJob.Cli.Jobs;
using MrJob.Cli.Options;
using MrJob.Cli.Python;
using MrJob.Core.Configuration;

namespace MrJob.Cli.Commands;

/// <summary>JOB and INPUT of a command line, and the job that they and all sources of options make.</summary>
internal sealed class JobArguments
{
    private readonly Argument<string> _job;

    private readonly Argument<string[]> _input = new("INPUT")
    {
        Description = "input files, folders, globs or S3 URIs, in place of the job's own; - is standard input. A script gets its own switches here too; behind -- all are its own", Arity = ArgumentArity.ZeroOrMore,
    };

    public JobArguments(bool required = true) => _job = new("JOB")
    {
        Description = "YAML or JSON file with the body of POST /jobs, or a Python script of the library mrjob (.py)", Arity = required ? ArgumentArity.ExactlyOne : ArgumentArity.ZeroOrOne,
    };

    public void AddTo(Command command)
    {
        command.Arguments.Add(_job);
        command.Arguments.Add(_input);
    }

    /// <summary>Looks whether there is such a job at all, before a service is started for it.</summary>
    /// <exception cref="CommandException">There is no such file.</exception>
    public void Check(ParseResult parsed)
    {
        if (parsed.GetValue(_job) is { } path && !File.Exists(path))
            throw new CommandException(ExitCodes.BadUsage, PythonJob.Is(path) ? $"There is no script {path}." : $"There is no job file {path}.");
    }

    /// <summary>The job that the command line asks for.</summary>
    /// <exception cref="CommandException">The job or a source of options cannot be read.</exception>
    public async Task<JobRequest> ReadAsync(ParseResult parsed, OptionSources sources, ServiceAbout about, CancellationToken cancel)
    {
        var path = parsed.GetValue(_job)!;
        var script = PythonJob.Is(path) ? await ReadScriptAsync(parsed, sources, cancel) : null;
        var body = script?.Body ?? JobFile.Read(path);
        var folder = Folder(path);
        var options = ClientOptions.Of(await sources.ReadAsync(parsed, about.Runners, body, folder, Source(path), cancel));
        if (body["options"] is null)
            body["options"] = options.ForService; // anything else that stands there the service refuses
        if (body["owner"] is null && !options.ForService.ContainsKey("owner") && UserName() is { Length: > 0 } user)
            body["owner"] = user;
        if (script is not null)
            return await WithLibraryAsync(new(body, folder, options), script, path, cancel);
        AddInput(parsed, body);
        return new(body, folder, options);
    }

    /// <summary>The layers of all sources on this machine, the job's among them if one is given.</summary>
    public async Task<IReadOnlyList<OptionLayer>> ReadLayersAsync(ParseResult parsed, OptionSources sources, ServiceAbout about, CancellationToken cancel)
    {
        if (parsed.GetValue(_job) is not { } path)
            return await sources.ReadAsync(parsed, about.Runners, body: null, folder: "", source: "", cancel);
        var body = PythonJob.Is(path) ? (await ReadScriptAsync(parsed, sources, cancel)).Body : JobFile.Read(path);
        return await sources.ReadAsync(parsed, about.Runners, body, Folder(path), Source(path), cancel);
    }

    private Task<PythonJob> ReadScriptAsync(ParseResult parsed, OptionSources sources, CancellationToken cancel)
    {
        var python = sources.CommandLine(parsed).Values.GetValueOrDefault("python_bin").Value as JsonArray ?? [];
        return PythonJob.ReadAsync(parsed.GetValue(_job)!, ScriptArguments.Of(parsed, _job), [.. python.Select(word => word!.ToString())], cancel);
    }

    /// <summary>What a job file would say and a script does not: its label, and the library that its tasks import.</summary>
    private static async Task<JobRequest> WithLibraryAsync(JobRequest request, PythonJob script, string path, CancellationToken cancel)
    {
        var options = request.Options.ForService;
        if (!options.ContainsKey("label"))
            request.Body["label"] = ScriptBody.Label(path);
        if (request.Options.Boolean("bootstrap_mrjob") == false)
            return request;
        var zip = await LibraryZip.CreateAsync(script.Library, request.Options.Text("local_tmp_dir"), cancel);
        Given? others = options["py_files"] is { } given ? Given.Parse(given) : null;
        options["py_files"] = Combine.Two(Combining.PathList, others, new(new JsonArray(zip.Path), Clears: false)).ToJson();
        return request with { Library = zip };
    }

    /// <summary>The job's own paths are relative to it, those of the command line to where the user is.</summary>
    private void AddInput(ParseResult parsed, JsonObject body)
    {
        if (parsed.GetValue(_input) is not { Length: > 0 } given)
            return;
        if (given.FirstOrDefault(g => g.StartsWith("--", StringComparison.Ordinal)) is { } unknown)
            throw new CommandException(ExitCodes.BadUsage, Unknown(unknown, parsed));
        body["input"] = new JsonArray([.. given.Select(g => (JsonNode)(LocalPaths.IsLocal(g) && g != "-" ? Path.GetFullPath(g) : g))]);
    }

    private static string Unknown(string given, ParseResult parsed)
    {
        var switches = parsed.CommandResult.Command.Options.SelectMany(o => o.Aliases.Append(o.Name));
        return NearestName.Of(given.Split('=')[0], switches) is { } nearest
            ? $"{given} is no option of this command; did you mean {nearest}?" : $"{given} is no option of this command. Try: mrjob run --help";
    }

    /// <summary>Who is at this machine, as far as it can be part of a job's id.</summary>
    /// <summary>Who you are, as far as an owner may be named so.</summary>
    public static string UserName() => string.Concat(Environment.UserName.Where(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.').Take(Names.MaxLength));

    private static string Source(string path) => PythonJob.Is(path) ? "the script" : "the job file";

    /// <summary>What the job's relative paths are relative to: a file's own folder; a script's are the user's, as on mrjob's command line.</summary>
    private static string Folder(string path) => PythonJob.Is(path) ? Directory.GetCurrentDirectory() : Path.GetDirectoryName(Path.GetFullPath(path))!;
}
