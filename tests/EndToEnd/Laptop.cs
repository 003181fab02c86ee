using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Amazon.ElasticMapReduce;
using Amazon.Runtime;
using Amazon.S3;

namespace MrJob.EndToEnd;

/// <summary>A running <c>mrjob local</c> on ports of its own, that can be killed.</summary>
internal sealed class Laptop : IAsyncDisposable
{
    // The watcher cannot see into folders from the moment they are made: so a change may be missed, and is asked for.
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(500);

    // A schedule ticks every minute: a job that is stuck for longer than some ticks is stuck.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Process _process;
    private readonly string _dataFolder;
    private readonly Task _drained;

    private Laptop(Process process, string dataFolder, Uri api, Uri aws, IReadOnlyList<string> lines)
    {
        (_process, _dataFolder) = (process, dataFolder);
        (Api, Aws, Lines) = (api, aws, lines);
        Http = new() { BaseAddress = api };
        _drained = Task.WhenAll(process.StandardError.ReadToEndAsync(), process.StandardOutput.ReadToEndAsync());
    }

    public Uri Api { get; }

    public Uri Aws { get; }

    /// <summary>What it said when it started.</summary>
    public IReadOnlyList<string> Lines { get; }

    public HttpClient Http { get; }

    /// <summary>Starts it on the folder's data, and returns when it serves.</summary>
    public static async Task<Laptop> StartAsync(string folder, params string[] more)
    {
        var process = Command.Start(Repository.MrJob, folder, ["local", "--port", "0", "--aws-port", "0", "--data-dir", Path.Combine(folder, "data"), .. more]);
        var lines = new List<string>();
        Uri? aws = null;
        while (await process.StandardError.ReadLineAsync() is { } line)
        {
            lines.Add(line);
            if (line.StartsWith("AWS (S3 and EMR) at ", StringComparison.Ordinal))
                aws = new(line.Split(' ')[^1]);
            if (line.StartsWith("The API at ", StringComparison.Ordinal))
                return new(process, Path.Combine(folder, "data"), new(line["The API at ".Length..line.IndexOf(';', StringComparison.Ordinal)]), aws!, lines);
        }
        throw new InvalidOperationException("mrjob local did not start: " + string.Join('\n', lines));
    }

    public AmazonElasticMapReduceClient Emr() =>
        new(new BasicAWSCredentials("test", "test"), new AmazonElasticMapReduceConfig { ServiceURL = Aws.ToString(), AuthenticationRegion = "us-east-1" });

    public AmazonS3Client S3() => new(
        new BasicAWSCredentials("test", "test"),
        new AmazonS3Config { ServiceURL = Aws.ToString(), AuthenticationRegion = "us-east-1", ForcePathStyle = true });

    public Task<HttpResponseMessage> PostAsync(string body) => Http.PostAsync("jobs", new StringContent(body, Encoding.UTF8, "application/json"));

    /// <summary>Submits a job that must be accepted, and returns its id.</summary>
    public async Task<string> SubmitAsync(string body)
    {
        using var response = await PostAsync(body);
        var text = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBe(202, text);
        return JsonNode.Parse(text)!["id"]!.ToString();
    }

    public async Task<JsonObject> GetAsync(string path) => JsonNode.Parse(await Http.GetStringAsync(path))!.AsObject();

    public Task<JsonObject> UntilAsync(string id, Func<JsonObject, bool> isAsWanted) =>
        UntilAsync(() => GetAsync($"jobs/{id}"), isAsWanted, job => job.ToJsonString());

    public Task<List<JsonObject>> ListUntilAsync(Func<List<JsonObject>, bool> isAsWanted) => UntilAsync(
        async () => (await GetAsync("jobs"))["jobs"]!.AsArray().Select(j => j!.AsObject()).ToList(), isAsWanted, jobs => $"{jobs.Count} jobs");

    /// <summary>Asks until the answer is as wanted, again whenever a record of the service's has changed on disk.</summary>
    private async Task<T> UntilAsync<T>(Func<Task<T>> ask, Func<T, bool> isAsWanted, Func<T, string> show)
    {
        using var changed = new SemaphoreSlim(0);
        using var watcher = new FileSystemWatcher(_dataFolder) { IncludeSubdirectories = true, EnableRaisingEvents = true };
        watcher.Created += (_, _) => changed.Release();
        watcher.Renamed += (_, _) => changed.Release();
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            var answer = await ask();
            if (isAsWanted(answer))
                return answer;
            if (Stopwatch.GetElapsedTime(started) > Patience)
                throw new InvalidOperationException($"Not as wanted after {Patience}: {show(answer)}");
            await changed.WaitAsync(AskAgain);
        }
    }

    public Task<JsonObject> EndOfAsync(string id) => UntilAsync(id, job => job["ended"] is not null);

    /// <summary>Ends it as <c>kill -9</c> does.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        await _drained;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
    }
}
