using System.Globalization;
using System.Text.Json.Nodes;

namespace MrJob.Benchmarks;

/// <summary>A streaming step of the local EMR against what a user would type instead, on prose of the examples' words.</summary>
internal sealed class StreamingBenchmark(string mrjob, string wordCount, int megabytes) : IDisposable
{
    private const string Mapper = "python3 word_count.py map";
    private const string Reducer = "python3 word_count.py reduce";

    private readonly Workplace place = new();

    public void Run()
    {
        Prepare();
        Compare(
            "word count with Python, two reducers, no combiner", Mapper, Reducer, times: 1,
            "the pipeline", "cat input.txt | python3 word_count.py map | LC_ALL=C sort | python3 word_count.py reduce > expected.txt");
        Compare("cat and cat, two reducers", "cat", "cat", times: 3, "GNU sort --parallel=2", "LC_ALL=C sort --parallel=2 input.txt > expected.txt");
    }

    /// <summary>Each task may ask for 256 MB to sort in; all together get less.</summary>
    public void RunForMemory()
    {
        Prepare();
        WriteJob(Mapper, Reducer, sortMegabytes: 256);
        var run = place.Run(mrjob, "run", "job.json", "--no-output", "--json");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"word count of {megabytes} MB: {run.Seconds:F0} s, the command's own process took at most {run.PeakBytes >> 20} MB"));
    }

    public void Dispose() => place.Dispose();

    private void Prepare()
    {
        WriteProse();
        File.Copy(Path.Combine(wordCount, "word_count.py"), place.File("word_count.py"));
    }

    private void WriteJob(string mapper, string reducer, int sortMegabytes = 100)
    {
        var job = new JsonObject
        {
            ["label"] = "benchmark", ["input"] = new JsonArray("input.txt"),
            ["options"] = new JsonObject { ["upload_files"] = new JsonArray("word_count.py") },
            ["steps"] = new JsonArray(new JsonObject
            {
                ["type"] = "streaming", ["mapper"] = mapper, ["reducer"] = reducer,
                ["jobconf"] = new JsonObject { ["mapreduce.job.reduces"] = 2, ["mapreduce.task.io.sort.mb"] = sortMegabytes },
            }),
        };
        File.WriteAllText(place.File("job.json"), job.ToJsonString());
    }

    private void Compare(string what, string mapper, string reducer, int times, string other, string shell)
    {
        WriteJob(mapper, reducer);
        var (theirs, step, command) = (double.MaxValue, double.MaxValue, double.MaxValue);
        for (var i = 0; i < times; i++)
        {
            theirs = Math.Min(theirs, place.Run("sh", "-c", shell).Seconds);
            var run = place.Run(mrjob, "run", "job.json", "--no-output", "--json");
            (step, command) = (Math.Min(step, StepSeconds(run.Output)), Math.Min(command, run.Seconds));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {megabytes} MB, best of {times}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {other,-22} {theirs,6:F2} s"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {"the step",-22} {step,6:F2} s, {step / theirs:F2} of it"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {"the whole command",-22} {command,6:F2} s, {command / theirs:F2} of it"));
    }

    private static double StepSeconds(string json)
    {
        var step = JsonNode.Parse(json)!["steps"]![0]!;
        return (Time(step["ended"]!) - Time(step["started"]!)).TotalSeconds;
    }

    private static DateTimeOffset Time(JsonNode time) => DateTimeOffset.Parse(time.ToString(), CultureInfo.InvariantCulture);

    /// <summary>The book's words at random, in lines of prose's length: the book again and again would be a few thousand different lines.</summary>
    private void WriteProse()
    {
        var words = File.ReadAllText(Path.Combine(wordCount, "book.txt")).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var random = new Random(1);
        using var input = File.CreateText(place.File("input.txt"));
        for (var written = 0L; written < megabytes * 1_000_000L;)
        {
            var line = string.Join(' ', random.GetItems(words, random.Next(6, 15)));
            input.WriteLine(line);
            written += line.Length + 1;
        }
    }
}
