using MrJob.Local.Emr.Steps;
using MrJob.Local.Streaming.Arguments;

namespace MrJob.Local.Tests.Emr.Steps;

public class SparkArgumentsTests
{
    [Theory]
    [InlineData("a.py x --master y", "a.py x --master y")] // behind the program all is the program's
    [InlineData("--master yarn --deploy-mode cluster s3://b/a.py s3://b/in", "/got/a.py s3://b/in")]
    [InlineData("--master=yarn-client --class Main --verbose s3n://b/a.jar", "--class Main --verbose /got/a.jar")]
    [InlineData("--py-files s3://b/c.zip,/d.py --conf k=v hdfs:///a.py", "--py-files /got/c.zip,/d.py --conf k=v /got/a.py")]
    [InlineData("--archives=s3://b/env.tgz#env a.py", "--archives /got/env.tgz#env a.py")]
    [InlineData("--version", "--version")]
    public void Arguments_for_a_cluster_become_those_for_this_machine(string args, string expected)
    {
        var local = SparkArguments.ForThisMachine(args.Split(' '), uri => "/got/" + uri.Split('/')[^1], new Dictionary<string, string> { ["AWS_ENDPOINT_URL"] = "http://aws" });

        local.Take(4).ShouldBe(["--master", "local[*]", "--conf", "spark.hadoop.fs.s3a.endpoint=http://aws"]);
        string.Join(' ', local.Skip(8)).ShouldBe(expected);
    }

    [Fact]
    public void A_file_that_is_missing_is_told_by_name() =>
        Should.Throw<StreamingClientException>(() => SparkArguments.ForThisMachine(["s3://b/gone.py"], _ => null, new Dictionary<string, string>()))
            .Message.ShouldBe("spark-submit: File s3://b/gone.py does not exist");
}
