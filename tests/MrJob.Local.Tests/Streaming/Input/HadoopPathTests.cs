using MrJob.Local.Streaming.Arguments;
using MrJob.Local.Streaming.Input;

namespace MrJob.Local.Tests.Streaming.Input;

public class HadoopPathTests
{
    [Theory]
    [InlineData("s3://b/k", "s3://b/k")]
    [InlineData("s3n://b//a/./k/", "s3n://b/a/k")]
    [InlineData("s3a://b/a/../k", "s3a://b/k")]
    [InlineData("s3://b", "s3://b/")]
    [InlineData("hdfs:///tmp/x", "hdfs:///tmp/x")]
    [InlineData("hdfs://namenode:8020/tmp//x/", "hdfs:///tmp/x")]
    [InlineData("hdfs://ip-10-0-0-1", "hdfs:///")]
    [InlineData("hdfs:/tmp/x", "hdfs:///tmp/x")]
    [InlineData("/user/hadoop/x", "hdfs:///user/hadoop/x")]
    [InlineData("x/y", "hdfs:///user/hadoop/x/y")]
    [InlineData("../x", "hdfs:///user/x")]
    [InlineData("/a:b", "hdfs:///a:b")]
    public void Paths_are_on_S3_or_HDFS(string text, string path) => HadoopPath.Parse(text).ToString().ShouldBe(path);

    [Theory]
    [InlineData("hdfs:///..", "Error Launching job : Invalid path name hdfs:///..")]
    [InlineData("/../../etc/passwd", "Error Launching job : Invalid path name /../../etc/passwd")]
    [InlineData("s3://b/../c", "Error Launching job : Invalid path name s3://b/../c")]
    [InlineData("gs://b/c", "not supported yet by the local EMR: the path gs://b/c; paths are s3://bucket/key, or with s3n, s3a or hdfs, or without a scheme on HDFS")]
    [InlineData("s3://", "not supported yet by the local EMR: the path s3://; paths are s3://bucket/key, or with s3n, s3a or hdfs, or without a scheme on HDFS")]
    public void Paths_that_lead_elsewhere_are_refused(string text, string message) =>
        Should.Throw<StreamingClientException>(() => HadoopPath.Parse(text)).Message.ShouldBe(message);

    [Fact]
    public void Names_and_folders_are_parts_of_a_path()
    {
        var path = HadoopPath.Parse("hdfs:///a/b");

        (path.Name, path.FolderPrefix, path.IsHdfs, path.Child("c").ToString()).ShouldBe(("b", "a/b/", true, "hdfs:///a/b/c"));
        (HadoopPath.Parse("/").FolderPrefix, HadoopPath.Parse("s3://b/a").IsHdfs).ShouldBe(("", false));
    }
}
