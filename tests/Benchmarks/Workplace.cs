using System.Diagnostics;

namespace MrJob.Benchmarks;

/// <summary>A folder of its own to run programs in.</summary>
internal sealed class Workplace : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("mrjob-benchmark-").FullName;

    public string File(string name) => Path.Combine(folder, name);

    /// <summary>Runs the program to its end.</summary>
    /// <returns>Its peak memory is as last seen some moments before its end.</returns>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public (double Seconds, string Output, long PeakBytes) Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Remove("PYTHONUNBUFFERED"); // it would make each print a write, on either side
        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        var peak = 0L;
        for (; !process.WaitForExit(200); process.Refresh())
            peak = Math.Max(peak, process.PeakWorkingSet64);
        process.WaitForExit();
        return process.ExitCode == 0
            ? (Stopwatch.GetElapsedTime(started).TotalSeconds, output.GetAwaiter().GetResult(), peak)
            : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {errors.GetAwaiter().GetResult()}");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
