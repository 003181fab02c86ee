using MrJob.Core.Configuration;
using MrJob.Core.Jobs;
using MrJob.Core.Storage;
using MrJob.Core.Uploads;

namespace MrJob.Core.Tests.Uploads;

public class UploadRuleTests
{
    private const string Rules = """
        [{"bucket": "b", "prefix": "incoming/", "suffix": ".txt",
          "job": {"label": "count", "steps": [{"type": "streaming", "mapper": "wc"}], "input": ["{object}", "s3://b/more"]}}]
        """;

    [Theory]
    [InlineData("s3://b/incoming/a.txt", true)]
    [InlineData("s3://b/incoming/a.csv", false)]
    [InlineData("s3://b/else/a.txt", false)]
    [InlineData("s3://c/incoming/a.txt", false)]
    public void A_rule_is_for_objects_of_its_bucket_prefix_and_suffix(string uploaded, bool matches) =>
        UploadRules.Parse(Rules)[0].Matches(S3Uri.Parse(uploaded)).ShouldBe(matches);

    [Fact]
    public void The_object_is_an_input_of_the_job() =>
        Job(Rules, "s3://b/incoming/a b.txt").ShouldNotBeNull().Input.ShouldBe(["s3://b/incoming/a b.txt", "s3://b/more"]);

    [Fact]
    public void A_job_whose_output_would_start_it_again_is_refused_with_both_places_named()
    {
        var faults = new List<Fault>();
        var looping = Rules.Replace("\"label\"", "\"output_dir\": \"s3://b/incoming/out/\", \"label\"", StringComparison.Ordinal);
        UploadRules.Parse(looping)[0].JobFor(S3Uri.Parse("s3://b/incoming/a.txt"), ServiceConf.None, faults).ShouldBeNull();
        faults.ShouldHaveSingleItem().Detail.ShouldSatisfyAllConditions(
            d => d.ShouldContain("s3://b/incoming/out/"), d => d.ShouldContain("s3://b/incoming/:"));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("[{\"bucket\": \"b\"}]")]
    [InlineData("[{\"job\": {}}]")]
    [InlineData("[{\"bucket\": \"b\", \"job\": {}, \"sufix\": \"x\"}]")]
    public void Rules_that_cannot_be_understood_are_refused_by_their_path(string rules) =>
        Should.Throw<UploadRulesException>(() => UploadRules.Parse(rules)).Message.ShouldStartWith("$");

    private static JobSpec? Job(string rules, string uploaded) => UploadRules.Parse(rules)[0].JobFor(S3Uri.Parse(uploaded), ServiceConf.None, []);
}
