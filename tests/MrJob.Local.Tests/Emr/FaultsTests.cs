using MrJob.Local.Emr;

namespace MrJob.Local.Tests.Emr;

public class FaultsTests
{
    [Fact]
    public async Task A_lost_request_did_not_happen_and_a_lost_answer_did()
    {
        var faults = new EmrFaults().Add("RunJobFlow", new(EmrFaultKind.LostRequest)).Add("RunJobFlow", new(EmrFaultKind.LostAnswer));
        await using var emr = await EmrHost.StartAsync(options: o => o with { Faults = faults });
        await Should.ThrowAsync<HttpRequestException>(() => emr.RunJobFlowAsync());
        (await CountAsync(emr)).ShouldBe(0);
        await Should.ThrowAsync<HttpRequestException>(() => emr.RunJobFlowAsync());
        (await CountAsync(emr)).ShouldBe(1);
        await emr.RunJobFlowAsync();
        (await CountAsync(emr)).ShouldBe(2);
    }

    [Fact]
    public async Task A_server_error_and_a_throttle_answer_as_EMR_would()
    {
        var faults = new EmrFaults().Add("ListClusters", new(EmrFaultKind.ServerError)).Add("ListClusters", new(EmrFaultKind.Throttle), times: 2);
        await using var emr = await EmrHost.StartAsync(options: o => o with { Faults = faults });
        var (status, error) = await emr.TryAsync("ListClusters", new { });
        (status, (string)error["__type"]!).ShouldBe((500, "InternalServerException"));
        (await emr.RefusedAsync("ListClusters", new { })).ShouldBe(("ThrottlingException", "Rate exceeded"));
        (await emr.RefusedAsync("ListClusters", new { })).Type.ShouldBe("ThrottlingException");
        await emr.CallAsync("ListClusters", new { });
    }

    [Fact]
    public async Task A_delayed_call_is_done_when_the_delay_is_over()
    {
        var time = new ManualTime(Samples.Noon);
        await using var emr = await EmrHost.StartAsync(options: o => o with { Faults = new EmrFaults().Add("ListClusters=delay:200ms") }, time: time);
        var call = emr.CallAsync("ListClusters", new { });
        while (!call.IsCompleted)
        {
            time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }
        (await call)["Clusters"].ShouldNotBeNull();
        (time.GetUtcNow() - Samples.Noon).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(200));
    }

    [Fact]
    public void Faults_are_read_from_text()
    {
        var faults = new EmrFaults().Add("AddJobFlowSteps=lost-answer, ListSteps=throttle*2,ListSteps=delay:50ms");
        faults.Next("AddJobFlowSteps").ShouldBe(new EmrFault(EmrFaultKind.LostAnswer));
        faults.Next("AddJobFlowSteps").ShouldBeNull();
        new[] { faults.Next("ListSteps")!.Kind, faults.Next("ListSteps")!.Kind }.ShouldBe([EmrFaultKind.Throttle, EmrFaultKind.Throttle]);
        faults.Next("ListSteps").ShouldBe(new EmrFault(EmrFaultKind.Delay, TimeSpan.FromMilliseconds(50)));
        faults.Next("ListSteps").ShouldBeNull();
    }

    [Fact]
    public void A_fault_can_wait_for_a_later_call()
    {
        var faults = new EmrFaults().Add("ListSteps", new(EmrFaultKind.ServerError), skip: 2);
        new[] { faults.Next("ListSteps"), faults.Next("ListSteps"), faults.Next("ListSteps") }.Select(f => f is null).ShouldBe([true, true, false]);
    }

    [Theory]
    [InlineData("ListSteps=throttle")]
    [InlineData("RunJobFlow=lost-request*3@2")]
    [InlineData("RunJobFlow=lost-answer*always")]
    [InlineData("*=server-error:503@7")]
    [InlineData("DescribeCluster=delay:1500ms")]
    public void A_fault_is_written_as_it_is_read(string text) => new EmrFaults().Add(text).Left.ShouldBe([text]);

    [Fact]
    public void A_fault_can_be_of_every_call_and_for_ever()
    {
        var faults = new EmrFaults().Add("ListSteps=throttle,*=server-error:503*always");
        new[] { faults.Next("ListSteps"), faults.Next("ListSteps"), faults.Next("RunJobFlow") }.Select(f => f!.Status).ShouldBe([500, 503, 503]);
        faults.Left.ShouldBe(["*=server-error:503*always"]);
    }

    [Fact]
    public void A_list_with_a_fault_in_it_plans_nothing()
    {
        var faults = new EmrFaults().Add("ListSteps=throttle");
        Should.Throw<FormatException>(() => faults.Add("RunJobFlow=throttle,nonsense"));
        Should.Throw<FormatException>(() => faults.Replace("RunJobFlow=throttle,nonsense"));
        faults.Left.ShouldBe(["ListSteps=throttle"]);
    }

    [Fact]
    public async Task Faults_are_switched_over_HTTP()
    {
        var faults = new EmrFaults();
        await using var aws = await LocalAws.StartAsync(new([new EmrFaultSwitch(faults)], Port: 0));
        using var http = new HttpClient { BaseAddress = aws.Endpoint };
        using var planned = await http.PutAsync(EmrFaultSwitch.Path, new StringContent("ListSteps=throttle*2\nRunJobFlow=lost-answer"));
        (await planned.Content.ReadAsStringAsync()).ShouldBe("ListSteps=throttle*2\nRunJobFlow=lost-answer\n");
        faults.Next("ListSteps");
        (await http.GetStringAsync(EmrFaultSwitch.Path)).ShouldBe("ListSteps=throttle\nRunJobFlow=lost-answer\n");
        using var refused = await http.PutAsync(EmrFaultSwitch.Path, new StringContent("nonsense"));
        ((int)refused.StatusCode, faults.Left.Count).ShouldBe((400, 2));
        using var posted = await http.PostAsync(EmrFaultSwitch.Path, new ByteArrayContent([]));
        ((int)posted.StatusCode).ShouldBe(405);
        using var cleared = await http.DeleteAsync(EmrFaultSwitch.Path);
        faults.Left.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("ListSteps")]
    [InlineData("ListSteps=explode")]
    [InlineData("=throttle")]
    [InlineData("ListSteps=throttle*0")]
    [InlineData("ListSteps=delay")]
    [InlineData("ListSteps=delay:soon")]
    [InlineData("ListSteps=delay:25h")]
    [InlineData("ListSteps=throttle:5ms")]
    [InlineData("ListSteps=throttle*never")]
    [InlineData("ListSteps=throttle@0")]
    [InlineData("ListSteps=throttle@2*3")]
    [InlineData("ListSteps=server-error:404")]
    [InlineData("NoSuchCall=throttle")]
    public void A_text_that_is_no_fault_is_named(string text) =>
        Should.Throw<FormatException>(() => new EmrFaults().Add(text)).Message.ShouldStartWith($"'{text}' is not a fault");

    private static async Task<int> CountAsync(EmrHost emr) => (await emr.CallAsync("ListClusters", new { }))["Clusters"]!.AsArray().Count;
}
