using System.Text.Json;
using System.Text.Json.Nodes;
using MrJob.Core.Configuration;

namespace MrJob.Core.Tests.Configuration;

public class OptionTableTests
{
    [Fact]
    public void The_documentation_of_options_is_what_the_table_makes() =>
        Read("options.md").ShouldBe(OptionDocs.Markdown(), "mrjob options --docs > docs/options.md");

    [Fact]
    public void The_schema_of_a_job_file_is_what_the_table_makes() => JsonNode.DeepEquals(JsonNode.Parse(Read("job.schema.json")), JobSchema.Document())
        .ShouldBeTrue("mrjob options --schema > docs/job.schema.json");

    /// <summary>The names that mrjob and its predecessors had: whoever moves here may use every one of them.</summary>
    [Fact]
    public void Every_option_of_the_old_runner_is_in_the_table()
    {
        var names = Read("options.csv").Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).ToList();
        names.Count.ShouldBe(96);
        names.Where(name => OptionTable.Find(name) is null).ShouldBeEmpty();
    }

    [Fact]
    public void Old_names_lead_to_options_of_today_and_are_no_options_themselves()
    {
        foreach (var (old, name) in OldNames.All)
        {
            OptionTable.Find(name).ShouldNotBeNull(old);
            OptionTable.Find(old).ShouldBeNull();
        }
    }

    [Fact]
    public void Every_option_of_jobs_and_clusters_has_a_typed_value() =>
        OptionTable.All.Where(o => o is { Scope: OptionScope.Job or OptionScope.Cluster, ReplacedBy: null, RefusedBecause: null }).Select(o => o.Name)
            .ShouldBe(typeof(JobOptions).GetProperties().Select(p => JsonNamingPolicy.SnakeCaseLower.ConvertName(p.Name)), ignoreOrder: true);

    private static string Read(string file) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, file));

    [Theory]
    [InlineData("pool_cluster", "pool_clusters")]
    [InlineData("instance_typ", "instance_type")]
    [InlineData("uplod_files", "upload_files")]
    [InlineData("completely_different", null)]
    public void A_misspelt_name_is_near_to_what_was_meant(string name, string? meant) =>
        NearestName.Of(name, OptionTable.All.Select(o => o.Name)).ShouldBe(meant);
}
