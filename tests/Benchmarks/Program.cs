// Word count with the examples' Python scripts and two reducers, on so many MB of the examples' book (default 20): the local EMR's step
// against the pipeline that a user would type instead, in the same run. From the root: dotnet run -c Release --project tests/Benchmarks -- 100
// With s3 in the place of the number: the local S3 against moto's.
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using MrJob.Benchmarks;

string Path(string key) => System.IO.Path.GetFullPath(
    Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!);

if (args is ["s3"])
{
    await S3Benchmark.RunAsync(Path("MrJob"));
    return;
}
var megabytes = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 20;
var folder = Directory.CreateTempSubdirectory("mrjob-benchmark-").FullName;
try
{
    var book = File.ReadAllText(System.IO.Path.Combine(Path("WordCount"), "book.txt"));
    using (var input = File.CreateText(System.IO.Path.Combine(folder, "input.txt")))
    {
        for (long written = 0; written < megabytes * 1_000_000L; written += book.Length)
            await input.WriteAsync(book);
    }
    File.Copy(System.IO.Path.Combine(Path("WordCount"), "word_count.py"), System.IO.Path.Combine(folder, "word_count.py"));
    await File.WriteAllTextAsync(System.IO.Path.Combine(folder, "job.json"), """
        { "label": "benchmark", "input": ["input.txt"], "options": {"upload_files": ["word_count.py"]},
          "steps": [{ "type": "streaming", "mapper": "python3 word_count.py map", "reducer": "python3 word_count.py reduce",
                      "jobconf": {"mapreduce.job.reduces": 2} }] }
        """);

    var pipeline = Run("sh", "-c", "cat input.txt | python3 word_count.py map | LC_ALL=C sort | python3 word_count.py reduce > pipeline.txt");
    var command = Run(Path("MrJob"), "run", "job.json", "--no-output", "--json");
    var step = JsonNode.Parse(command.Output)!["steps"]![0]!;
    var took = (DateTimeOffset.Parse(step["ended"]!.ToString(), CultureInfo.InvariantCulture)
        - DateTimeOffset.Parse(step["started"]!.ToString(), CultureInfo.InvariantCulture)).TotalSeconds;

    Console.WriteLine($"word count of {megabytes} MB with Python, two reducers, no combiner");
    Console.WriteLine($"  pipeline        {pipeline.Seconds,6:F1} s");
    Console.WriteLine($"  step            {took,6:F1} s, {took / pipeline.Seconds:F2} of the pipeline");
    Console.WriteLine($"  whole command   {command.Seconds,6:F1} s, {command.Seconds / pipeline.Seconds:F2} of the pipeline");
}
finally
{
    Directory.Delete(folder, recursive: true);
}

(double Seconds, string Output) Run(string program, params string[] arguments)
{
    var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true };
    start.Environment.Remove("PYTHONUNBUFFERED"); // it would make each print a write, on either side
    var started = Stopwatch.GetTimestamp();
    using var process = Process.Start(start)!;
    var output = process.StandardOutput.ReadToEnd();
    process.WaitForExit();
    return process.ExitCode == 0
        ? (Stopwatch.GetElapsedTime(started).TotalSeconds, output)
        : throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
}
