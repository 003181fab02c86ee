using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;
using MrJob.Local.Gateway.Template;

namespace MrJob.Benchmarks;

/// <summary>
/// The package that is deployed: how large it is, and how long it takes from the start of a process to the first answered event, compiled when it
/// runs (JIT) against compiled before (ReadyToRun). All functions share one package.
/// </summary>
internal sealed partial class StartBenchmark(string mrjob, string runner, string root) : IDisposable
{
    private const int Starts = 10;

    private static readonly (string Handler, string Event)[] Functions =
    [
        ("SubmitJob", "post-jobs"), ("ReadJobs", "get-jobs"), ("CancelJob", "bad-delete-job-unknown"), ("Clusters", "get-clusters"), ("Pools", "get-pools"), ("Uploads", "post-uploads-test"),
        ("SelectPool", "tick"), ("TrackJobs", "tick"), ("CollectLogs", "tick"), ("LaunchOnUpload", "uploaded"), ("TerminateIdle", "tick"),
    ];

    private readonly Workplace _place = new();

    public void Run()
    {
        var own = $"linux-{System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
        var (jit, ready) = (Publish("jit", own, readyToRun: false), Publish("ready", own, readyToRun: true));
        Console.WriteLine($"one package for all {Functions.Length} functions:");
        foreach (var (name, folder) in new[] { ($"{own}, JIT", jit), ($"{own}, ReadyToRun", ready), ("linux-arm64, ReadyToRun (as deployed)", Publish("arm", "linux-arm64", readyToRun: true)) })
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-40} {Size(folder) / 1e6,6:F1} MB, zipped {Zipped(folder) / 1e6,5:F1} MB"));
        using var service = Serve(out var aws);
        try
        {
            PutInput(aws);
            Measure(jit, ready, aws);
        }
        finally
        {
            service.Kill(entireProcessTree: true);
        }
    }

    public void Dispose() => _place.Dispose();

    private void Measure(string jit, string ready, string aws)
    {
        Console.WriteLine($"from the start of the process to the first answered event, median of {Starts}:");
        Console.WriteLine("  function             JIT ms   ReadyToRun ms   ratio");
        foreach (var (handler, file) in Functions)
        {
            var (slow, fast) = (new List<double>(), new List<double>());
            for (var i = 0; i < Starts; i++)
            {
                slow.Add(Start(jit, handler, file, aws));
                fast.Add(Start(ready, handler, file, aws));
            }
            var (a, b) = (slow.Order().ElementAt(Starts / 2), fast.Order().ElementAt(Starts / 2));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {handler,-18} {a,8:F0} {b,15:F0} {a / b,7:F2}"));
        }
    }

    /// <summary>What the sample job reads: it is to be accepted.</summary>
    private static void PutInput(string aws)
    {
        using var http = new HttpClient { BaseAddress = new(aws) };
        foreach (var (path, content) in new[] { ("/lab", ""), ("/lab/in", "x\n") })
            http.PutAsync(new Uri(path, UriKind.Relative), new StringContent(content)).GetAwaiter().GetResult().EnsureSuccessStatusCode();
    }

    private double Start(string package, string handler, string file, string aws)
    {
        var start = new ProcessStartInfo(runner, [package, $"MrJob.Functions::MrJob.Functions.{handler}::HandleAsync", Path.Combine(root, "tests", "events", file + ".json")]) { RedirectStandardOutput = true, RedirectStandardError = true };
        var environment = SamTemplate.Load(Path.Combine(root, "template.yaml"), "mrjob", new Dictionary<string, string> { ["DataBuckets"] = "lab" }).Functions.Single(f => f.Handler.Contains($".{handler}::", StringComparison.Ordinal)).Environment;
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        foreach (var (name, value) in new[] { ("AWS_ENDPOINT_URL", aws), ("AWS_REGION", "us-east-1"), ("AWS_ACCESS_KEY_ID", "bench"), ("AWS_SECRET_ACCESS_KEY", "bench"), ("DOTNET_TieredPGO", "0") })
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? double.Parse(output.Trim().Split('\n')[^1], CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"{handler} ended with {process.ExitCode}: {errors.GetAwaiter().GetResult()}");
    }

    private string Publish(string name, string runtime, bool readyToRun)
    {
        var folder = _place.File(name);
        _place.Run("dotnet", "publish", Path.Combine(root, "src", "MrJob.Functions"), "-c", "Release", "-r", runtime, "--self-contained", "false", $"-p:PublishReadyToRun={readyToRun}", "-p:AllowStandInPublish=true", "-o", folder, "-nologo");
        return folder;
    }

    private static long Size(string folder) => new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length);

    private static long Zipped(string folder)
    {
        ZipFile.CreateFromDirectory(folder, folder + ".zip", CompressionLevel.SmallestSize, includeBaseDirectory: false);
        return new FileInfo(folder + ".zip").Length;
    }

    private Process Serve(out string aws)
    {
        var process = Process.Start(new ProcessStartInfo(mrjob, ["local", "--port", "0", "--aws-port", "0", "--data-dir", _place.File("data")]) { RedirectStandardError = true })!;
        while (process.StandardError.ReadLine() is { } line)
        {
            if (Address().Match(line) is not { Success: true } match)
                continue;
            _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null);
            aws = match.Groups[1].Value;
            return process;
        }
        throw new InvalidOperationException("mrjob local ended before it served.");
    }

    [GeneratedRegex(@"^AWS .* at (http://\S+)")]
    private static partial Regex Address();
}
