using Amazon.ElasticMapReduce;
using Amazon.ElasticMapReduce.Model;
using MrJob.Local;
using MrJob.Local.Emr;
using MrJob.Local.Events;
using MrJob.Testing;

namespace MrJob.Aws.Tests;

/// <summary>The client against the local EMR: what holds of moto holds of ours.</summary>
public sealed class LocalEmrTests : EmrClientContract, IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private EmrService? _emr;
    private LocalAws? _aws;

    [Fact]
    public async Task A_pending_step_is_cancelled()
    {
        var id = await RunAsync(Cluster());
        var added = await AddStepsAsync(id, Step("first"), Step("second"));

        var answer = await Emr.CancelStepsAsync(new CancelStepsRequest { ClusterId = id, StepIds = added });

        answer.CancelStepsInfoList.Select(i => i.StepId).ShouldBe(added, ignoreOrder: true);
    }

    [Fact]
    public async Task Instance_fleets_are_listed()
    {
        var asked = Cluster();
        asked.Instances.InstanceGroups = null;
        asked.Instances.InstanceFleets =
        [
            new() { InstanceFleetType = InstanceFleetType.MASTER, TargetOnDemandCapacity = 1, InstanceTypeConfigs = [new() { InstanceType = "m5.xlarge" }] },
        ];

        var fleets = await Emr.ListInstanceFleetsAsync(new ListInstanceFleetsRequest { ClusterId = await RunAsync(asked) });

        fleets.InstanceFleets.ShouldHaveSingleItem().InstanceTypeSpecifications.ShouldHaveSingleItem().InstanceType.ShouldBe("m5.xlarge");
    }

    [Fact]
    public async Task An_auto_termination_policy_is_put_read_and_removed()
    {
        var id = await RunAsync(Cluster());

        await Emr.PutAutoTerminationPolicyAsync(new PutAutoTerminationPolicyRequest { ClusterId = id, AutoTerminationPolicy = new() { IdleTimeout = 3600 } });
        (await Emr.GetAutoTerminationPolicyAsync(new GetAutoTerminationPolicyRequest { ClusterId = id })).AutoTerminationPolicy.IdleTimeout.ShouldBe(3600);
        await Emr.RemoveAutoTerminationPolicyAsync(new RemoveAutoTerminationPolicyRequest { ClusterId = id });
        (await Emr.GetAutoTerminationPolicyAsync(new GetAutoTerminationPolicyRequest { ClusterId = id })).AutoTerminationPolicy.ShouldBeNull();
    }

    protected override async Task<Uri> ServerAsync()
    {
#pragma warning disable RS0030 // a test's fixture: the times of this server are compared with the client's own
        _emr = new(new() { DataFolder = _folder.Path }, new NoSteps(), new NoEvents(), TimeProvider.System);
#pragma warning restore RS0030
        await _emr.StartAsync();
        _aws = await LocalAws.StartAsync(new([_emr], Port: 0));
        return _aws.Endpoint;
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await DisposeAsync();
        await _aws!.DisposeAsync();
        await _emr!.DisposeAsync();
        _folder.Dispose();
    }

    private sealed class NoSteps : IStepRunner
    {
        public Task<StepOutcome> RunAsync(StepExecution step, CancellationToken cancel) => Task.FromResult(StepOutcome.Success);
    }

    private sealed class NoEvents : IEventBus
    {
        public void Publish(AwsEvent published)
        {
        }
    }
}
