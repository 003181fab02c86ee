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
            .ShouldBe("""{"applications":["hadoop","hive","spark"],"format":3,"iam_instance_profile":"profile","instances":"groups","release_label":"emr-7.5.0"}""");

    [Fact]
    public void Order_and_case_of_applications_do_not_matter() =>
        PoolHash.Of(new() { Applications = ["Hive", "Spark"] }, Settings).ShouldBe(PoolHash.Of(new() { Applications = ["spark", "hive"] }, Settings));

    [Fact]
    public void Another_release_is_another_hash() =>
        PoolHash.Of(new() { ReleaseLabel = "emr-6.15.0" }, Settings).ShouldNotBe(PoolHash.Of(new(), Settings));

    [Fact]
    public void What_does_not_matter_to_a_joining_job_is_left_out() =>
        PoolHash.Of(new() { Tags = new Dictionary<string, string> { ["team"] = "x" }, PoolName = "p" }, Settings).ShouldBe(PoolHash.Of(new(), Settings));

    /// <summary>Each option that the table marks, with a value that makes another cluster of it.</summary>
    public static TheoryData<string, string> Marked() => new()
    {
        { "additional_emr_info", "\"{}\"" }, { "applications", """["Flink"]""" }, { "bootstrap", """["x"]""" }, { "bootstrap_actions", """["s3://b/x.sh"]""" },
        { "bootstrap_spark", "true" }, { "emr_configurations", """[{"Classification":"c","Properties":{"a":"1"}}]""" }, { "extra_cluster_params", """{"SecurityConfiguration":"s"}""" },
        { "iam_instance_profile", "\"other\"" }, { "image_id", "\"ami-1\"" }, { "image_version", "\"3.11\"" }, { "release_label", "\"emr-6.0.0\"" },
    };

    [Theory]
    [MemberData(nameof(Marked))]
    public void Another_value_of_a_marked_option_is_another_hash(string option, string json) =>
        PoolHash.Of(With(option, json), Settings).ShouldNotBe(PoolHash.Of(new(), Settings));

    [Fact]
    public void Every_marked_option_is_tried() =>
        OptionTable.All.Where(o => o.InPoolHash).Select(o => o.Name).ShouldBe(Marked().Select(row => row.Data.Item1), ignoreOrder: true);

    [Fact]
    public void The_same_configuration_said_in_another_order_or_way_is_the_same_hash()
    {
        PoolHash.Of(With("emr_configurations", """[{"Classification":"c","Properties":{"a":"1","b":"2"}}]"""), Settings)
            .ShouldBe(PoolHash.Of(With("emr_configurations", """[{"Properties":{"b":"2"},"Classification":"c"},{"Classification":"c","Properties":{"a":"1"}}]"""), Settings));
        PoolHash.Of(With("image_version", "\"6.15.0\""), Settings).ShouldBe(PoolHash.Of(With("release_label", "\"emr-6.15.0\""), Settings));
        PoolHash.Of(With("bootstrap_spark", "true"), Settings).ShouldBe(PoolHash.Of(With("applications", """["spark"]"""), Settings));
    }

    [Fact]
    public void An_uploaded_file_counts_by_its_content_and_not_by_its_place()
    {
        const string digest = "0123456789abcdef0123456789abcdef";
        var mine = PoolHash.Of(With("bootstrap", $$"""["sh s3://mine/tmp/uploads/{{digest}}/x.sh#x.sh"]"""), Settings);
        mine.ShouldBe(PoolHash.Of(With("bootstrap", $$"""["sh s3://theirs/uploads/{{digest}}/x.sh#x.sh"]"""), Settings));
        mine.ShouldNotBe(PoolHash.Of(With("bootstrap", $$"""["sh s3://mine/tmp/uploads/{{digest.Replace('0', '1')}}/x.sh#x.sh"]"""), Settings));
    }

    [Fact]
    public void A_file_on_S3_counts_by_its_content_and_its_name_on_the_node()
    {
        var options = new JobOptions { Bootstrap = ["sh s3://b/x.sh#x.sh"], BootstrapActions = ["s3://b/a.sh --fast"] };
        PoolHash.Canonical(options, Settings, new Dictionary<string, string> { ["s3://b/x.sh"] = "11", ["s3://b/a.sh"] = "22" })
            .ShouldContain("\"bootstrap\":[\"sh \\u003C11\\u003E#x.sh\"],\"bootstrap_actions\":[\"\\u0027\\u003C22\\u003E\\u0027 --fast\"]");
    }

    private static JobOptions With(string option, string json)
    {
        var layer = new OptionLayer("test", new Dictionary<string, Given> { [option] = Given.Parse(System.Text.Json.Nodes.JsonNode.Parse(json)) });
        return EffectiveOptions.Of([layer]).ToJobOptions();
    }
}
