using MrJob.Core.Configuration;
using MrJob.Core.Storage;

namespace MrJob.Core.Jobs.Scripts;

/// <summary>What Hadoop puts into the folder of each of a job's tasks, under which names. Pure: the same job gives the same files.</summary>
internal sealed record TaskFiles
{
    public const string SetupWrapper = "setup-wrapper.sh";
    public const string ManifestWrapper = "manifest-wrapper.sh";

    /// <summary>As <c>-files</c> takes them: <c>uri#name</c>.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>As <c>-archives</c> takes them.</summary>
    public required IReadOnlyList<string> Archives { get; init; }

    /// <summary>The job's script in the task's folder; null for jobs without one.</summary>
    public string? Script { get; init; }

    /// <summary>The script that each task is run by; null where nothing is to be done before a task.</summary>
    public ScriptFile? Wrapper { get; init; }

    /// <summary>The same for the mappers of a step with <c>input_manifest</c>.</summary>
    public ScriptFile? Manifest { get; init; }

    /// <summary>The files of a job that was checked.</summary>
    public static TaskFiles Of(Job job)
    {
        var options = job.Spec.Options;
        var references = References(job.Spec).Select(r => r.Reference).Distinct().ToList();
        var setup = new TaskSetup(
            [.. options.Setup.Select(ShellCommand.Parse)],
            [.. options.PyFiles.Select(f => FileReference.Parse(f, ReferenceKind.File).LocalName)],
            options.PythonBin, job.Id) { Exports = options.Cmdenv.Where(v => NeedsExport(v.Key, v.Value)).ToDictionary() };
        var scratch = S3Uri.Parse(job.ScratchDir);
        var wrapper = setup.IsEmpty ? null : new ScriptFile(scratch / SetupWrapper, TaskScripts.Setup(setup));
        var manifest = !InputManifest.IsUsed(job.Spec) ? null : new ScriptFile(scratch / ManifestWrapper, TaskScripts.Manifest(setup));
        return new()
        {
            Files = [.. references.Where(r => r.Kind == ReferenceKind.File).Select(Item), .. Own(wrapper, SetupWrapper), .. Own(manifest, ManifestWrapper)],
            Archives = [.. references.Where(r => r.Kind != ReferenceKind.File).Select(Item)],
            Script = job.Spec.Script is { } script ? new FileReference(script, "", ReferenceKind.File).LocalName : null,
            Wrapper = wrapper,
            Manifest = manifest,
        };
    }

    /// <summary>Whether a variable of <c>cmdenv</c> reaches tasks through the wrapper: Hadoop would end its value at the first space.</summary>
    public static bool NeedsExport(string name, string value) => value.Any(char.IsWhiteSpace) && name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') && !char.IsAsciiDigit(name[0]);

    /// <summary>What is wrong with the files that a job names.</summary>
    public static IReadOnlyList<Fault> Check(JobSpec spec)
    {
        var faults = new List<Fault>(CheckCommands("$.options.setup", spec.Options.Setup));
        faults.AddRange(CheckBootstrap(spec.Options));
        faults.AddRange(CheckLists(spec));
        if (faults.Count > 0)
            return faults;
        foreach (var same in References(spec).GroupBy(r => r.Reference.LocalName).Where(g => g.Select(r => r.Reference.Path).Distinct().Count() > 1))
            faults.Add(new(same.Last().Path, $"has the name '{same.Key}' in the tasks' folder, as {same.First().Path} has; give one of them another: path#name"));
        return faults;
    }

    public static IEnumerable<Fault> CheckBootstrap(JobOptions options) => CheckCommands("$.options.bootstrap", options.Bootstrap);

    private static IEnumerable<Fault> CheckCommands(string path, IReadOnlyList<string> commands) =>
        commands.SelectMany((command, i) => ShellCommand.Parse(command).References.SelectMany(r => CheckPlace(JsonReader.Item(path, i), r.Path)
            .Concat(r.Kind == ReferenceKind.Directory ? [new(JsonReader.Item(path, i), $"names the folder {r.Path}; over HTTP give an archive, and the command packs local folders")] : [])));

    private static IEnumerable<Fault> CheckLists(JobSpec spec)
    {
        (string Name, IReadOnlyList<string> Items)[] lists =
            [("upload_files", spec.Options.UploadFiles), ("upload_archives", spec.Options.UploadArchives), ("py_files", spec.Options.PyFiles), ("libjars", spec.Options.Libjars)];
        foreach (var (name, items) in lists)
        {
            for (var i = 0; i < items.Count; i++)
            {
                foreach (var fault in CheckPlace(JsonReader.Item($"$.options.{name}", i), items[i]))
                    yield return fault;
            }
        }
        foreach (var fault in spec.Script is { } script ? CheckPlace("$.script", script) : [])
            yield return fault;
        if (spec.Options.UploadDirs.Count > 0)
            yield return new("$.options.upload_dirs", "is for the command, which packs folders; over HTTP give an archive in upload_archives: s3://…/dir.tar.gz#dir");
    }

    private static IEnumerable<Fault> CheckPlace(string path, string place) => place.Contains(',') ? [new(path, $"names {place}, which has a comma: Hadoop would split it there")]
        : place.Contains("://", StringComparison.Ordinal) ? []
        : [new(path, $"names {place}, which is on no cluster; over HTTP files are given as S3 URIs, and the command uploads local ones")];

    private static IEnumerable<(string Path, FileReference Reference)> References(JobSpec spec) =>
    [
        .. spec.Script is { } script ? [("$.script", new FileReference(script, "", ReferenceKind.File))] : Array.Empty<(string, FileReference)>(),
        .. Each("$.options.upload_files", spec.Options.UploadFiles, ReferenceKind.File),
        .. Each("$.options.py_files", spec.Options.PyFiles, ReferenceKind.File),
        .. Each("$.options.upload_archives", spec.Options.UploadArchives, ReferenceKind.Archive),
        .. spec.Options.Setup.SelectMany((command, i) => ShellCommand.Parse(command).References.Select(r => (JsonReader.Item("$.options.setup", i), r))),
    ];

    private static IEnumerable<(string, FileReference)> Each(string path, IReadOnlyList<string> items, ReferenceKind kind) =>
        items.Select((item, i) => (JsonReader.Item(path, i), FileReference.Parse(item, kind)));

    private static IEnumerable<string> Own(ScriptFile? script, string name) => script is null ? [] : [$"{script.Uri}#{name}"];

    private static string Item(FileReference reference) => $"{reference.Path}#{reference.LocalName}";
}
