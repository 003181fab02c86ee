using System.IO.Compression;
using System.Text;
using MrJob.Local.Emr;
using MrJob.Local.Emr.Steps;
using MrJob.Local.Streaming;
using MrJob.Testing;

namespace MrJob.Local.Tests.Streaming;

/// <summary>A step runner over a store of its own, with short ways to put input, run a step and read what came of it.</summary>
internal sealed class StepLab : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly TaskSlots slots = new(2);

    /// <param name="environment">What its steps' environment has beside the usual.</param>
    public StepLab(params IEnumerable<KeyValuePair<string, string>> environment)
    {
        Store = new FolderStore(folder.File("s3"));
        Store.CreateBucket("data");
        Store.CreateBucket("logs");
#pragma warning disable RS0030 // tests run real processes in real time
        Runner = new StepRunner(
            Store, slots, new Dictionary<string, string>(environment) { ["AWS_ENDPOINT_URL"] = "http://127.0.0.1:4566", ["AWS_REGION"] = "us-east-1" }, TimeProvider.System);
#pragma warning restore RS0030
        WorkFolder = Directory.CreateDirectory(folder.File("step")).FullName;
    }

    public FolderStore Store { get; }

    public StepRunner Runner { get; }

    public string WorkFolder { get; }

    public string? LogUri { get; set; } = "s3://logs/emr/";

    public string TempFile(string name) => folder.File(name);

    public void Put(string key, string text) => Put(key, Encoding.UTF8.GetBytes(text));

    public void Put(string key, byte[] content) => Store.Put("data", key, content);

    /// <summary>Runs a streaming job from s3://data/in to s3://data/out.</summary>
    public Task<StepOutcome> StreamAsync(params string[] args) =>
        StepAsync("command-runner.jar", ["hadoop-streaming", .. args, "-input", "s3://data/in", "-output", "s3://data/out"]);

    public Task<StepOutcome> StepAsync(string jar, params string[] args) => StepAsync(jar, args, rerun: false);

    public Task<StepOutcome> StepAsync(string jar, string[] args, bool rerun, CancellationToken cancel = default) =>
        Runner.RunAsync(Step(jar, args, rerun), cancel);

    public StepExecution Step(string jar, string[] args, bool rerun = false) => new(
        "j-1", "s-1", "a step", jar, null, args, new Dictionary<string, string>(), LogUri, WorkFolder, rerun);

    /// <summary>The cluster's HDFS, as a folder.</summary>
    public string Hdfs => folder.File("hdfs");

    public IEnumerable<string> Keys(string prefix) => Store.List("data", prefix).Select(found => found.Key);

    public string Text(string key) => Encoding.UTF8.GetString(Bytes(key));

    public byte[] Bytes(string key) => File.ReadAllBytes(Store.Find("data", key).ShouldNotBeNull(key).File);

    /// <summary>All part files, in order.</summary>
    public string Output => string.Concat(Keys("out/part-").Select(Text));

    public IReadOnlyList<string> LogKeys => [.. Store.List("logs", "").Select(found => found.Key)];

    public string StepLog(string name) => Unzip($"emr/j-1/steps/s-1/{name}.gz");

    /// <summary>That log of every task container, one after another.</summary>
    public string TaskLogs(string name) => string.Concat(LogKeys
        .Where(key => key.StartsWith("emr/j-1/containers/", StringComparison.Ordinal) && key.EndsWith($"/{name}.gz", StringComparison.Ordinal)).Select(Unzip));

    /// <summary>The value of a counter in the step's syslog.</summary>
    public long Counter(string name) => long.Parse(
        StepLog("syslog").Split('\n').Single(line => line.StartsWith($"\t\t{name}=", StringComparison.Ordinal)).Split('=')[1],
        System.Globalization.CultureInfo.InvariantCulture);

    public void Dispose()
    {
        slots.Dispose();
        folder.Dispose();
    }

    private string Unzip(string key)
    {
        using var text = new StreamReader(new GZipStream(File.OpenRead(Store.Find("logs", key).ShouldNotBeNull(key).File), CompressionMode.Decompress));
        return text.ReadToEnd();
    }
}
