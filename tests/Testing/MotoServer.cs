using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace MrJob.Testing;

/// <summary>
/// A moto server on a free port, started when first asked for (about two seconds) and ended with the fixture. One is meant to be
/// shared by a test assembly: <c>[assembly: AssemblyFixture(typeof(MotoServer))]</c>.
/// </summary>
public sealed partial class MotoServer : IDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);

    private readonly HttpClient http = new();
    private readonly Lazy<Task<Uri>> url;
    private Process? process;

    public MotoServer() => url = new(StartAsync);

    /// <summary>Where the server is. Skips the test when there is no moto on this machine.</summary>
    public Task<Uri> UrlAsync()
    {
        _ = Peers.MotoServer; // here and not in the start, so that every test is skipped and not only the first
        return url.Value;
    }

    /// <summary>Forgets every bucket, cluster and other resource of every account, and says where the server is.</summary>
    public async Task<Uri> ResetAsync()
    {
        var server = await UrlAsync();
        using var answer = await http.PostAsync(new Uri(server, "/moto-api/reset"), content: null);
        answer.EnsureSuccessStatusCode();
        return server;
    }

    public void Dispose()
    {
        http.Dispose();
        process?.Kill(entireProcessTree: true);
        process?.Dispose();
    }

    [GeneratedRegex(@"Running on (http://127\.0\.0\.1:\d+)")]
    private static partial Regex RunningOn { get; }

    /// <summary>The server picks its port, and says so on stderr once it listens.</summary>
    private async Task<Uri> StartAsync()
    {
        var said = new StringBuilder();
        var started = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        var starting = new Process
        {
            StartInfo = new(Peers.MotoServer, ["-H", "127.0.0.1", "-p", "0"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
            EnableRaisingEvents = true,
        };
        starting.OutputDataReceived += (_, _) => { };
        starting.ErrorDataReceived += (_, line) =>
        {
            if (started.Task.IsCompleted || line.Data is null)
                return;
            said.AppendLine(line.Data);
            if (RunningOn.Match(line.Data) is { Success: true } match)
                started.TrySetResult(new Uri(match.Groups[1].Value));
        };
        starting.Exited += (_, _) =>
            started.TrySetException(new InvalidOperationException($"moto_server ended before it listened:\n{said}"));
        starting.Start();
        process = starting;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return await started.Task.WaitAsync(StartTimeout);
    }
}
