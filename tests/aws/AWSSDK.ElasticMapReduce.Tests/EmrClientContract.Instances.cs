using Amazon.ElasticMapReduce;
using Amazon.ElasticMapReduce.Model;
using Amazon.Runtime;

namespace MrJob.Aws.Tests;

/// <content>What clusters are made of: instances, groups and bootstrap actions.</content>
public abstract partial class EmrClientContract
{
    [Fact]
    public async Task Instance_groups_are_listed_and_task_groups_can_be_added()
    {
        var id = await RunAsync(Cluster());

        await Emr.AddInstanceGroupsAsync(new AddInstanceGroupsRequest
        {
            JobFlowId = id,
            InstanceGroups =
            [
                new()
                {
                    InstanceRole = InstanceRoleType.TASK,
                    InstanceType = "m5.xlarge",
                    InstanceCount = 2,
                    Market = MarketType.SPOT,
                    BidPrice = "0.1",
                },
            ],
        });
        var groups = (await Emr.ListInstanceGroupsAsync(new ListInstanceGroupsRequest { ClusterId = id })).InstanceGroups;

        groups.Select(g => g.InstanceGroupType).ShouldBe(
            [InstanceGroupType.MASTER, InstanceGroupType.CORE, InstanceGroupType.TASK], ignoreOrder: true);
        var task = groups.Single(g => g.InstanceGroupType == InstanceGroupType.TASK);
        task.InstanceType.ShouldBe("m5.xlarge");
        task.Market.ShouldBe(MarketType.SPOT);
        task.BidPrice.ShouldBe("0.1");
        task.RequestedInstanceCount.ShouldBe(2);
    }

    [Fact]
    public async Task Instances_are_listed_by_role()
    {
        var id = await RunAsync(Cluster());

        var master = new ListInstancesRequest { ClusterId = id, InstanceGroupTypes = [InstanceGroupType.MASTER] };
        var masters = (await Emr.ListInstancesAsync(master)).Instances;
        var all = (await Emr.ListInstancesAsync(new ListInstancesRequest { ClusterId = id })).Instances;

        masters.ShouldHaveSingleItem().InstanceType.ShouldBe("m5.xlarge");
        all.Count.ShouldBe(3);
        all.ShouldAllBe(i => i.Ec2InstanceId.StartsWith("i-"));
    }

    [Fact]
    public async Task Bootstrap_actions_are_listed_with_their_arguments()
    {
        var asked = Cluster();
        asked.BootstrapActions =
            [new() { Name = "install", ScriptBootstrapAction = new() { Path = "s3://b/install.sh", Args = ["x", "y"] } }];

        var listed = await Emr.ListBootstrapActionsAsync(new ListBootstrapActionsRequest { ClusterId = await RunAsync(asked) });

        var action = listed.BootstrapActions.ShouldHaveSingleItem();
        action.Name.ShouldBe("install");
        action.ScriptPath.ShouldBe("s3://b/install.sh");
        action.Args.ShouldBe(["x", "y"]);
    }
}
