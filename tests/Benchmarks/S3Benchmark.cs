using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace MrJob.Benchmarks;

/// <summary>
/// Puts and gets of 1 KB and of 64 MB by one client, of the local S3 and of moto's, in turns so that both have the same machine.
/// The client is the same for both, and its own time counts on both sides.
/// </summary>
internal static partial class S3Benchmark
{
    private const int Rounds = 5;

    public static async Task RunAsync(string mrjob)
    {
        var folder = Directory.CreateTempSubdirectory("mrjob-benchmark-").FullName;
        try
        {
            using var local = await Server.StartAsync("local", folder, mrjob, "local", "--port", "0", "--aws-port", "0", "--data-dir", "data");
            using var moto = await Server.StartAsync("moto", folder, "moto_server", "-H", "127.0.0.1", "-p", "0");
            await CompareAsync("1 KB", 1 << 10, 300, local, moto);
            await CompareAsync("64 MB", 64 << 20, 1, local, moto);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task CompareAsync(string name, int size, int count, params Server[] servers)
    {
        var content = new byte[size];
        new Random(size).NextBytes(content);
        var (puts, gets) = (new double[servers.Length, Rounds], new double[servers.Length, Rounds]);
        for (var round = -1; round < Rounds; round++)
            for (var s = 0; s < servers.Length; s++)
            {
                var put = await SecondsAsync(count, n => servers[s].PutAsync($"bench/{size}-{round}-{n}", content));
                var get = await SecondsAsync(count, n => servers[s].GetAsync($"bench/{size}-{round}-{n}", size));
                if (round >= 0) // the one before the first warms both up
                    (puts[s, round], gets[s, round]) = (count / put, count / get);
            }
        Report($"put {name}", puts);
        Report($"get {name}", gets);
    }

    private static async Task<double> SecondsAsync(int count, Func<int, Task> call)
    {
        var started = Stopwatch.GetTimestamp();
        for (var n = 0; n < count; n++)
            await call(n);
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static void Report(string what, double[,] rates)
    {
        var (ours, theirs) = (Median(rates, 0), Median(rates, 1));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{what,-10} local {ours,8:F1} /s   moto {theirs,8:F1} /s   {ours / theirs,5:F1} times its rate"));
    }

    private static double Median(double[,] rates, int server) =>
        Enumerable.Range(0, Rounds).Select(round => rates[server, round]).Order().ElementAt(Rounds / 2);

    private sealed partial class Server : IDisposable
    {
        private readonly Process _process;
        private readonly HttpClient _http;
        private readonly byte[] _buffer = new byte[1 << 20];

        private Server(Process process, Uri endpoint)
        {
            _process = process;
            _http = new() { BaseAddress = endpoint };
            // moto lets nobody read who does not sign; what the signature is, neither of them checks.
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
                "AWS4-HMAC-SHA256", "Credential=any/20260517/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=00");
        }

        /// <summary>Starts it and waits for the line on stderr that says where it is.</summary>
        public static async Task<Server> StartAsync(string name, string folder, string program, params string[] arguments)
        {
            var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardError = true };
            var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
            while (await process.StandardError.ReadLineAsync() is { } line)
                if (Address().Match(line) is { Success: true } match)
                {
                    var server = new Server(process, new(match.Groups[1].Value));
                    _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null);
                    await server.PutAsync("bench", []);
                    return server;
                }
            throw new InvalidOperationException($"{name} ended before it served.");
        }

        public async Task PutAsync(string path, byte[] content)
        {
            using var answer = await _http.PutAsync(path, new ByteArrayContent(content));
            answer.EnsureSuccessStatusCode();
        }

        public async Task GetAsync(string path, int size)
        {
            using var answer = await _http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
            answer.EnsureSuccessStatusCode();
            await using var content = await answer.Content.ReadAsStreamAsync();
            long total = 0;
            for (int read; (read = await content.ReadAsync(_buffer)) > 0;)
                total += read;
            if (total != size)
                throw new InvalidOperationException($"{path} has {total} bytes and not {size}.");
        }

        public void Dispose()
        {
            _http.Dispose();
            _process.Kill(entireProcessTree: true);
            _process.Dispose();
        }

        [GeneratedRegex(@"(?:^AWS \(S3 and EMR\) at|Running on) (http://127\.0\.0\.1:\d+/?)")]
        private static partial Regex Address();
    }
}
