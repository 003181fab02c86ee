using MrJob.Core.Configuration;
using MrJob.Core.Pools;
using MrJob.Core.Storage;

namespace MrJob.Core.Tests.Pools;

public class PoolHashTests
{
    private static readonly ServiceSettings Settings = Some.Settings;

    [Fact]
    public void The_canonical_form_is_pinned() =>
        PoolHash.Canonical(new JobOptions { Applications = ["Spark", "hive", "SPARK"] }, Settings)
            .ShouldBe("""{"applications":["hive","spark"],"format":1,"iam_instance_profile":"profile","release_label":"emr-7.5.0"}""");

    [Fact]
    public void Order_and_case_of_applications_do_not_matter() =>
        PoolHash.Of(new() { Applications = ["Hive", "Spark"] }, Settings).ShouldBe(PoolHash.Of(new() { Applications = ["spark", "hive"] }, Settings));

    [Fact]
    public void Another_release_is_another_hash() =>
        PoolHash.Of(new() { ReleaseLabel = "emr-6.15.0" }, Settings).ShouldNotBe(PoolHash.Of(new(), Settings));

    [Fact]
    public void What_does_not_matter_to_a_joining_job_is_left_out() =>
        PoolHash.Of(new() { Tags = new Dictionary<string, string> { ["team"] = "x" }, PoolName = "p" }, Settings).ShouldBe(PoolHash.Of(new(), Settings));
}
