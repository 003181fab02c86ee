using MrJob.Core.Configuration;

namespace MrJob.Core.Tests.Configuration;

public class OptionTableTests
{
    [Fact]
    public void Every_option_is_in_the_docs_with_the_words_of_the_table()
    {
        var docs = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "jobs.md"));
        foreach (var option in OptionTable.All)
            docs.ShouldContain($"| `{option.Name}` | {option.Doc} |");
    }

    [Theory]
    [InlineData("pool_cluster", "pool_clusters")]
    [InlineData("instance_typ", "instance_type")]
    [InlineData("uplod_files", "upload_files")]
    [InlineData("completely_different", null)]
    public void A_misspelt_name_is_near_to_what_was_meant(string name, string? meant) =>
        NearestName.Of(name, OptionTable.All.Select(o => o.Name)).ShouldBe(meant);
}
