using MrJob.Local.Emr.Steps;
using MrJob.Local.Streaming.Arguments;

namespace MrJob.Local.Tests.Emr.Steps;

public class DistCpOptionsTests
{
    [Theory]
    [InlineData("--src=s3://b/a --dest=hdfs:///c")]
    [InlineData("--src s3://b/a/ --dest /c --s3Endpoint=s3.amazonaws.com --disableMultipartUpload --outputCodec=keep")]
    public void Source_and_target_are_named_either_way(string args)
    {
        var options = DistCpOptions.Parse(args.Split(' '));

        (options.Source.ToString(), options.Target.ToString(), options.Pattern, options.DeleteOnSuccess).ShouldBe(("s3://b/a", "hdfs:///c", null, false));
    }

    [Fact]
    public void A_pattern_matches_the_whole_URI()
    {
        var pattern = DistCpOptions.Parse(["--src=s3://b/a", "--dest=/c", "--srcPattern=.*\\.log|x", "--deleteOnSuccess"]).Pattern.ShouldNotBeNull();

        pattern.IsMatch("s3://b/a/1.log").ShouldBeTrue();
        pattern.IsMatch("s3://b/a/1.log.gz").ShouldBeFalse();
        pattern.IsMatch("axe").ShouldBeFalse();
    }

    [Theory]
    [InlineData("--dest=/c", "s3-dist-cp: --src is required")]
    [InlineData("--src=/c", "s3-dist-cp: --dest is required")]
    [InlineData("--src=/c --dest", "s3-dist-cp: --dest must have a value")]
    [InlineData("--src=/c --dest=hdfs:///c/", "s3-dist-cp: --src and --dest are the same")]
    [InlineData("/a /b", "s3-dist-cp: \"/a\" is no option")]
    [InlineData("--src=/a --dest=/b --groupBy=.*(x)", "not supported yet by the local EMR: s3-dist-cp --groupBy=.*(x)")]
    [InlineData("--src=/a --dest=/b --targetSize 10", "not supported yet by the local EMR: s3-dist-cp --targetSize=10")]
    [InlineData("--src=/a --dest=/b --outputCodec=gz", "not supported yet by the local EMR: s3-dist-cp --outputCodec=gz")]
    [InlineData("--src=gs://a/b --dest=/b", "not supported yet by the local EMR: the path gs://a/b; paths are s3://bucket/key, or with s3n, s3a or hdfs, or without a scheme on HDFS")]
    public void Faults_and_what_we_have_not_are_told_by_name(string args, string message) =>
        Should.Throw<StreamingClientException>(() => DistCpOptions.Parse(args.Split(' '))).Message.ShouldBe(message);

    [Fact]
    public void A_pattern_that_is_none_is_refused() =>
        Should.Throw<StreamingClientException>(() => DistCpOptions.Parse(["--src=/a", "--dest=/b", "--srcPattern=("])).Message.ShouldStartWith("s3-dist-cp: --srcPattern: ");
}
