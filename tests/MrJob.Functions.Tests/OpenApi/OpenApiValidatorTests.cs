using System.Text.Json.Nodes;
using static MrJob.Functions.Tests.OpenApi.OpenApiDocument;

namespace MrJob.Functions.Tests.OpenApi;

/// <summary>The validator refuses what is wrong, or no answer that fits would prove anything.</summary>
public class OpenApiValidatorTests
{
    private const string Summary = """{"id": "a", "state": "QUEUED", "created": "2026-11-22T12:00:00+00:00", "links": {"self": "/", "logs": "/", "output": "/"}}""";

    [Theory]
    [InlineData("{}", "$: has no jobs")]
    [InlineData("[]", "$: is no \"object\"")]
    [InlineData("""{"jobs": {}}""", "$.jobs: is no \"array\"")]
    [InlineData("""{"jobs": [], "next": null}""", "$.next: is no \"string\"")]
    [InlineData("""{"jobs": [], "more": 1}""", "$: has an unknown more")]
    public void An_answer_that_is_no_list_of_jobs_is_refused(string answer, string fault) => Faults("JobListView", answer).ShouldBe([fault]);

    [Theory]
    [InlineData("\"QUEUED\"", "\"queued\"", "$.jobs[0].state: is \"queued\", not one of ")]
    [InlineData("+00:00", "", "$.jobs[0].created: is no time")]
    [InlineData("\"self\"", "\"me\"", "$.jobs[0].links: has no self")]
    public void An_answer_with_a_wrong_job_is_refused(string right, string wrong, string fault)
    {
        Faults("JobListView", $$"""{"jobs": [{{Summary}}]}""").ShouldBeEmpty();
        Faults("JobListView", $$"""{"jobs": [{{Summary.Replace(right, wrong, StringComparison.Ordinal)}}]}""")[0].ShouldStartWith(fault);
    }

    [Theory]
    [InlineData("""{"a": {"b": 1}}""", null)]
    [InlineData("""{"a": {"b": 1.5}}""", "$.counters.a.b: is no \"integer\"")]
    [InlineData("""{"a": 1}""", "$.counters.a: is no \"object\"")]
    public void A_map_is_refused_for_a_wrong_value(string counters, string? fault) =>
        Faults("JobStep", $$"""{"name": "a", "state": "RUNNING", "counters": {{counters}} }""").ShouldBe(fault is null ? [] : [fault]);

    [Theory]
    [InlineData("""{"steps": [{"type": "streaming", "mapper": "cat"}], "options": {"num_core_instances": 2, "jobconf": {"a": 1}, "setup": ["make"]} }""", null)]
    [InlineData("""{"steps": [{"type": "jar"}]}""", "$.steps[0]: does not fit exactly one of oneOf")]
    [InlineData("""{"steps": []}""", "$.steps: has too few items")]
    [InlineData("""{"steps": [{"type": "spark"}], "label": "a b"}""", "$.label: does not match ^[A-Za-z0-9_.-]+$")]
    [InlineData("""{"steps": [{"type": "spark"}], "options": {"num_core_instances": -1}}""", "$.options.num_core_instances: is too small")]
    [InlineData("""{"steps": [{"type": "spark"}], "options": {"setup": [1]}}""", "$.options.setup: fits none of anyOf")]
    [InlineData("""{"steps": [{"type": "spark"}], "options": {"pool_cluster": true}}""", "$.options: has an unknown pool_cluster")]
    public void A_job_is_refused_by_its_schema(string job, string? fault) => Faults("Job", job).ShouldBe(fault is null ? [] : [fault]);

    [Fact]
    public void A_keyword_that_nobody_checks_is_no_rule() =>
        Should.Throw<InvalidOperationException>(() => Validator.Faults(1, new JsonObject { ["multipleOf"] = 2 }));

    private static IReadOnlyList<string> Faults(string schema, string value) =>
        Validator.Faults(JsonNode.Parse(value), Validator.Resolve("#/components/schemas/" + schema)!);
}
