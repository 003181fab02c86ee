using System.Text.Json.Nodes;

namespace MrJob.Functions.Tests.Service;

/// <summary>An Idempotency-Key has a job accepted once, whatever became of the request that used it first.</summary>
public class IdempotencyTests
{
    private const string Job = """{"input": ["s3://lab/in"], "steps": [{"type": "streaming", "mapper": "cat"}]}""";
    private const string Other = """{"input": ["s3://lab/in"], "steps": [{"type": "streaming", "mapper": "wc"}]}""";

    [Fact]
    public async Task A_body_that_is_refused_takes_no_key()
    {
        await using var lab = await ServiceLab.StartAsync();
        var pooled = """{"input": ["s3://lab/in"], "options": {"pool_clusters": true, "bootstrap": ["sh s3://lab/gone.sh#"]}, "steps": [{"type": "streaming", "mapper": "cat"}]}""";
        (await lab.PostAsync(pooled, "key")).StatusCode.ShouldBe(400);
        (await lab.PostAsync(Job, "key")).StatusCode.ShouldBe(202);
        (await lab.PostAsync(Other, "key")).StatusCode.ShouldBe(422);
    }

    [Fact]
    public async Task A_request_that_died_before_its_job_was_written_is_taken_up_by_a_repeat()
    {
        await using var lab = await ServiceLab.StartAsync();
        var id = await DieAsync(lab);
        var repeated = await lab.PostAsync(Job, "key");
        (repeated.StatusCode, IdOf(repeated)).ShouldBe((202, id));
        (await lab.JobAsync(id))["state"]!.ToString().ShouldBe("QUEUED");
    }

    [Fact]
    public async Task Another_body_has_the_key_once_the_request_that_took_it_is_surely_dead()
    {
        await using var lab = await ServiceLab.StartAsync();
        var id = await DieAsync(lab);
        (await lab.PostAsync(Other, "key")).StatusCode.ShouldBe(409, "the other may still write its job");
        lab.Time.Advance(TimeSpan.FromMinutes(16));
        var accepted = await lab.PostAsync(Other, "key");
        accepted.StatusCode.ShouldBe(202);
        IdOf(accepted).ShouldNotBe(id);
        IdOf(await lab.PostAsync(Other, "key")).ShouldBe(IdOf(accepted));
        (await lab.PostAsync(Job, "key")).StatusCode.ShouldBe(422);
    }

    /// <summary>A request that takes the key and writes no job.</summary>
    private static async Task<string> DieAsync(ServiceLab lab)
    {
        var id = IdOf(await lab.PostAsync(Job, "key"));
        foreach (var key in lab.Keys("").Where(k => k.Contains(id, StringComparison.Ordinal)))
            lab.Forget(key);
        return id;
    }

    private static string IdOf(Amazon.Lambda.APIGatewayEvents.APIGatewayHttpApiV2ProxyResponse answer) => JsonNode.Parse(answer.Body)!["id"]!.ToString();
}
