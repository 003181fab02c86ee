using System.Text.Json.Nodes;
using MrJob.Local.Emr;

namespace MrJob.Functions.Tests.Service;

/// <summary>EMR's quotas delay a job, and never fail it.</summary>
public class ThrottlingTests
{
    public static TheoryData<string> Calls => ["RunJobFlow", "AddJobFlowSteps", "ListSteps", "DescribeCluster"];

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_call_that_is_throttled_for_a_while_delays_the_job_only(string call)
    {
        var faults = new EmrFaults().Add(call, new(EmrFaultKind.Throttle), times: 8);
        await using var lab = await ServiceLab.StartAsync(faults: faults);
        var id = await SubmitAsync(lab, """{"pool_clusters": true}""");
        (await lab.EndAsync(id))["state"]!.ToString().ShouldBe("COMPLETED");
        lab.Steps.Started.ShouldHaveSingleItem();
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_server_error_is_looked_into_before_the_call_is_made_again(string call)
    {
        var faults = new EmrFaults().Add(call, new(EmrFaultKind.ServerError), times: 2);
        await using var lab = await ServiceLab.StartAsync(faults: faults);
        var id = await SubmitAsync(lab, """{"pool_clusters": true}""");
        (await lab.EndAsync(id))["state"]!.ToString().ShouldBe("COMPLETED");
        lab.Steps.Started.ShouldHaveSingleItem();
    }

    private static async Task<string> SubmitAsync(ServiceLab lab, string options) =>
        JsonNode.Parse((await lab.PostAsync($$"""{"label": "t", "input": ["s3://lab/in"], "steps": [{"type": "streaming", "mapper": "cat"}], "options": {{options}} }""")).Body)!["id"]!.ToString();
}
