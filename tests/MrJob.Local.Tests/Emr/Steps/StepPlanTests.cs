using MrJob.Local.Emr.Steps;

namespace MrJob.Local.Tests.Emr.Steps;

public class StepPlanTests
{
    [Theory]
    [InlineData("command-runner.jar", "hadoop-streaming|-input|x", "Streaming -input|x")]
    [InlineData("/home/hadoop/contrib/streaming/hadoop-streaming.jar", "-input|x", "Streaming -input|x")]
    [InlineData("s3://jars/hadoop-streaming-3.3.6.jar", "-input|x", "Streaming -input|x")]
    [InlineData("command-runner.jar", "bash|-c|echo hi", "Command bash|-c|echo hi")]
    [InlineData("/var/lib/aws/emr/step-runner/hadoop-jars/command-runner.jar", "spark-submit|a.py", "Spark spark-submit|a.py")]
    [InlineData("command-runner.jar", "state-pusher-script", "Nothing ")]
    [InlineData("command-runner.jar", "s3-dist-cp|--src=a", "DistCp --src=a")]
    [InlineData("command-runner.jar", "hadoop|fs|-ls|x", "FileShell -ls|x")]
    [InlineData("command-runner.jar", "hdfs|dfs|-ls", "FileShell -ls")]
    [InlineData("command-runner.jar", "hadoop|jar|/usr/lib/hadoop-mapreduce/hadoop-streaming.jar|-input|x", "Streaming -input|x")]
    [InlineData("command-runner.jar", "mapred|streaming|-input|x", "Streaming -input|x")]
    [InlineData("command-runner.jar", "hadoop|jar|my.jar|x", "Command hadoop|jar|my.jar|x")]
    [InlineData("/usr/share/aws/emr/s3-dist-cp/lib/s3-dist-cp.jar", "--src=a", "DistCp --src=a")]
    [InlineData("command-runner.jar", "hdfs|fsck", "Command hdfs|fsck")]
    [InlineData("command-runner.jar", "", "Impossible ")]
    [InlineData("s3://us-east-1.elasticmapreduce/libs/script-runner/script-runner.jar", "s3://b/s.sh|x", "Script s3://b/s.sh|x")]
    [InlineData("script-runner.jar", "", "Impossible ")]
    [InlineData("s3://b/my.jar", "a|b", "Jar s3://b/my.jar|a|b")]
    public void A_steps_jar_says_what_runs(string jar, string args, string expected)
    {
        var plan = StepPlan.For(jar, null, args.Split('|', StringSplitOptions.RemoveEmptyEntries));

        var words = plan switch
        {
            StepPlan.Streaming streaming => streaming.Args,
            StepPlan.DistCp copy => copy.Args,
            StepPlan.FileShell shell => shell.Args,
            StepPlan.Spark spark => ["spark-submit", .. spark.Args],
            StepPlan.Command command => [command.Program, .. command.Args],
            StepPlan.Script script => [script.Uri, .. script.Args],
            StepPlan.Jar java => [java.Uri, .. java.Args],
            _ => Array.Empty<string>(),
        };
        $"{plan.GetType().Name} {string.Join('|', words)}".ShouldBe(expected);
    }
}
