// What the local AWS costs against what a user would pick instead, both in one run:
//   dotnet run -c Release --project tests/Benchmarks [-- streaming [MB] | s3 | pools | logs [MB] | start | memory [MB]]
// streaming: steps on so many MB of prose (default 100) against a shell pipeline and GNU sort; s3: puts and gets against moto's;
// pools: calls and time to place one job with 10, 100 and 500 clusters, on the local EMR and on moto;
// logs: parsing so many MB of syslog and of stderr (default 1000) against Python's re, line by line, and finding the cause among 20,000 containers' logs.
// start: the functions' package, how large it is and how long its first answer takes, JIT against ReadyToRun.
// No argument: these five.
// memory: how much the command's own process takes at most for a word count of so many MB (default 2000), most of it on two tasks' sorting.
using System.Globalization;
using System.Reflection;
using MrJob.Benchmarks;

var mrjob = Built("MrJob");
if (args is [] or ["streaming", ..])
{
    using var streaming = new StreamingBenchmark(mrjob, Built("WordCount"), Megabytes(100));
    streaming.Run();
}

if (args is ["memory", ..])
{
    using var memory = new StreamingBenchmark(mrjob, Built("WordCount"), Megabytes(2000));
    memory.RunForMemory();
}

if (args is [] or ["s3"])
    await S3Benchmark.RunAsync(mrjob);

if (args is [] or ["pools"])
    await PoolBenchmark.RunAsync();

if (args is [] or ["logs", ..])
    await LogsBenchmark.RunAsync(Megabytes(1000));

if (args is [] or ["start"])
{
    using var start = new StartBenchmark(mrjob, Built("ColdStart"), Built("Root"));
    start.Run();
}

int Megabytes(int usual) => args is [_, var megabytes] ? int.Parse(megabytes, CultureInfo.InvariantCulture) : usual;

static string Built(string key) => Path.GetFullPath(
    Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!);
