using System.Diagnostics;
using System.Text.RegularExpressions;

namespace MrJob.Benchmarks;

/// <summary>A <c>moto_server</c> on a free port.</summary>
internal sealed partial class MotoProcess : IDisposable
{
    private readonly Process _process;

    private MotoProcess(Process process, Uri endpoint) => (_process, Endpoint) = (process, endpoint);

    public Uri Endpoint { get; }

    public static async Task<MotoProcess> StartAsync()
    {
        var start = new ProcessStartInfo("moto_server", ["-H", "127.0.0.1", "-p", "0"]) { RedirectStandardError = true };
        var process = Process.Start(start) ?? throw new InvalidOperationException("moto_server did not start.");
        while (await process.StandardError.ReadLineAsync() is { } line)
            if (Address().Match(line) is { Success: true } match)
            {
                _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null);
                return new(process, new(match.Groups[1].Value));
            }
        throw new InvalidOperationException("moto_server ended before it served.");
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    [GeneratedRegex(@"Running on (http://\S+)")]
    private static partial Regex Address();
}
