// What the local AWS costs against what a user would pick instead, both in one run:
//   dotnet run -c Release --project tests/Benchmarks [-- streaming [MB] | s3]
// streaming: steps on so many MB of prose (default 100) against a shell pipeline and GNU sort; s3: puts and gets against moto's. No argument: both.
using System.Globalization;
using System.Reflection;
using MrJob.Benchmarks;

var mrjob = Built("MrJob");
if (args is [] or ["streaming", ..])
{
    using var streaming = new StreamingBenchmark(mrjob, Built("WordCount"), args is [_, var megabytes] ? int.Parse(megabytes, CultureInfo.InvariantCulture) : 100);
    streaming.Run();
}

if (args is [] or ["s3"])
    await S3Benchmark.RunAsync(mrjob);

static string Built(string key) => Path.GetFullPath(
    Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!);
