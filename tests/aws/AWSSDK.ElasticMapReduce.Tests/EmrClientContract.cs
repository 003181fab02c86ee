using Amazon.ElasticMapReduce;
using Amazon.ElasticMapReduce.Model;
using Amazon.Runtime;

namespace MrJob.Aws.Tests;

/// <summary>
/// What the EMR client and a server that claims to be EMR have to agree on, whichever server it is. Nothing here waits for a
/// cluster to get anywhere: what it does over time is the server's own affair.
/// </summary>
public abstract partial class EmrClientContract : IAsyncLifetime
{
    private const string Release = "emr-7.5.0";

    private AmazonElasticMapReduceClient? client;

    protected IAmazonElasticMapReduce Emr => client!;

    /// <summary>Where the server under test is; it may be shared, but has no clusters of other tests' making to mislead these.</summary>
    protected abstract Task<Uri> ServerAsync();

    public async ValueTask InitializeAsync() => client = new AmazonElasticMapReduceClient("id", "secret", new AmazonElasticMapReduceConfig
    {
        ServiceURL = (await ServerAsync()).ToString(),
        AuthenticationRegion = "us-east-1",
        MaxErrorRetry = 0,
        MaxStaleConnectionRetries = 0,
    });

    public ValueTask DisposeAsync()
    {
        client?.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_new_cluster_has_an_id_and_an_ARN()
    {
        var answer = await Emr.RunJobFlowAsync(Cluster());

        answer.JobFlowId.ShouldMatch("^j-[0-9A-Z]+$");
        answer.ClusterArn.ShouldStartWith("arn:aws:elasticmapreduce:us-east-1:");
        answer.ClusterArn.ShouldEndWith($":cluster/{answer.JobFlowId}");
    }

    [Fact]
    public async Task A_cluster_is_described_as_it_was_asked_for()
    {
        var asked = Cluster();
        asked.LogUri = "s3://logs/emr/";
        asked.VisibleToAllUsers = true;
        asked.JobFlowRole = "EMR_EC2_DefaultRole";
        asked.ServiceRole = "EMR_DefaultRole";
        asked.StepConcurrencyLevel = 3;
        asked.Tags = [new() { Key = "pool", Value = "default" }];
        asked.Configurations = [new() { Classification = "core-site", Properties = new() { ["io.file.buffer.size"] = "65536" } }];
        asked.Instances.Ec2KeyName = "key";

        var cluster = await DescribeAsync(await RunAsync(asked));

        cluster.Name.ShouldBe(asked.Name);
        cluster.ReleaseLabel.ShouldBe(Release);
        cluster.LogUri.ShouldBe("s3://logs/emr/");
        cluster.ServiceRole.ShouldBe("EMR_DefaultRole");
        cluster.StepConcurrencyLevel.ShouldBe(3);
        cluster.AutoTerminate.ShouldBe(false);
        cluster.TerminationProtected.ShouldBe(false);
        cluster.VisibleToAllUsers.ShouldBe(true);
        cluster.Applications.Select(a => a.Name).ShouldBe(["Hadoop", "Spark"]);
        cluster.Tags.ShouldHaveSingleItem().Value.ShouldBe("default");
        cluster.Configurations.ShouldHaveSingleItem().Properties.ShouldContainKeyAndValue("io.file.buffer.size", "65536");
        cluster.Ec2InstanceAttributes.Ec2KeyName.ShouldBe("key");
        cluster.Ec2InstanceAttributes.IamInstanceProfile.ShouldBe("EMR_EC2_DefaultRole");
        cluster.Status.Timeline.CreationDateTime!.Value.Kind.ShouldBe(DateTimeKind.Utc);
        cluster.Status.Timeline.EndDateTime.ShouldBeNull();
    }

    [Fact]
    public async Task Clusters_are_listed_by_state_and_time()
    {
        var id = await RunAsync(Cluster());
        var created = (await DescribeAsync(id)).Status.Timeline.CreationDateTime!.Value;

        (await ListAsync(new() { CreatedAfter = created.AddMinutes(-1) })).ShouldContain(id);
        (await ListAsync(new() { CreatedBefore = created.AddMinutes(1) })).ShouldContain(id);
        (await ListAsync(new() { CreatedAfter = created.AddMinutes(1) })).ShouldNotContain(id);
        (await ListAsync(new() { CreatedBefore = created.AddMinutes(-1) })).ShouldNotContain(id);
        (await ListAsync(new() { ClusterStates = [ClusterState.TERMINATED_WITH_ERRORS] })).ShouldNotContain(id);
    }

    [Fact]
    public async Task Every_cluster_is_on_some_page_and_on_one_only()
    {
        var small = Cluster();
        small.Instances.InstanceGroups.RemoveAll(g => g.InstanceRole == InstanceRoleType.CORE);
        var started = new List<string>();
        while (started.Count < 51) // a page has 50
            started.Add(await RunAsync(small));

        var listed = await ListAsync(new());

        listed.Distinct().Count().ShouldBe(listed.Count);
        started.ShouldBeSubsetOf(listed);
    }

    [Fact]
    public async Task A_terminated_cluster_ends()
    {
        var id = await RunAsync(Cluster());

        await Emr.TerminateJobFlowsAsync(new TerminateJobFlowsRequest { JobFlowIds = [id] });

        (await DescribeAsync(id)).Status.State.ShouldBeOneOf(ClusterState.TERMINATING, ClusterState.TERMINATED);
    }

    [Fact]
    public async Task A_protected_cluster_is_not_terminated()
    {
        var id = await RunAsync(Cluster());
        await Emr.SetTerminationProtectionAsync(new SetTerminationProtectionRequest { JobFlowIds = [id], TerminationProtected = true });

        var refused = await Should.ThrowAsync<AmazonElasticMapReduceException>(
            () => Emr.TerminateJobFlowsAsync(new TerminateJobFlowsRequest { JobFlowIds = [id] }));

        refused.ErrorCode.ShouldBe("ValidationException");
        var cluster = await DescribeAsync(id);
        cluster.TerminationProtected.ShouldBe(true);
        cluster.Status.State.ShouldNotBe(ClusterState.TERMINATED);
    }

    [Fact]
    public async Task Tags_are_added_changed_and_removed()
    {
        var id = await RunAsync(Cluster());

        await Emr.AddTagsAsync(new AddTagsRequest
        {
            ResourceId = id,
            Tags = [new() { Key = "a", Value = "1" }, new() { Key = "b", Value = "2" }],
        });
        await Emr.AddTagsAsync(new AddTagsRequest { ResourceId = id, Tags = [new() { Key = "b", Value = "3" }] });
        await Emr.RemoveTagsAsync(new RemoveTagsRequest { ResourceId = id, TagKeys = ["a"] });

        var tag = (await DescribeAsync(id)).Tags.ShouldHaveSingleItem();
        (tag.Key, tag.Value).ShouldBe(("b", "3"));
    }

    [Fact]
    public async Task Step_concurrency_and_visibility_can_be_changed()
    {
        var id = await RunAsync(Cluster());

        var modified = await Emr.ModifyClusterAsync(new ModifyClusterRequest { ClusterId = id, StepConcurrencyLevel = 10 });
        await Emr.SetVisibleToAllUsersAsync(new SetVisibleToAllUsersRequest { JobFlowIds = [id], VisibleToAllUsers = false });

        modified.StepConcurrencyLevel.ShouldBe(10);
        var cluster = await DescribeAsync(id);
        cluster.StepConcurrencyLevel.ShouldBe(10);
        cluster.VisibleToAllUsers.ShouldBe(false);
    }

    [Fact]
    public async Task An_unknown_cluster_is_an_invalid_request()
    {
        var error = await Should.ThrowAsync<InvalidRequestException>(() => DescribeAsync("j-NOSUCHCLUSTER"));

        error.Message.ShouldBe("Cluster id 'j-NOSUCHCLUSTER' is not valid.");
        ((AmazonServiceException)error).ErrorCode.ShouldBe("InvalidRequestException");
    }

    [Fact]
    public async Task Releases_and_their_instance_types_are_listed()
    {
        var releases = await Emr.ListReleaseLabelsAsync(new ListReleaseLabelsRequest());
        var types = await Emr.ListSupportedInstanceTypesAsync(new ListSupportedInstanceTypesRequest { ReleaseLabel = Release });

        releases.ReleaseLabels.ShouldContain(r => r.StartsWith("emr-"));
        var type = types.SupportedInstanceTypes.Single(t => t.Type == "m5.xlarge");
        type.VCPU.ShouldBe(4);
        type.MemoryGB.ShouldBe(16);
        type.Architecture.ShouldBe("X86_64");
    }

    protected async Task<string> RunAsync(RunJobFlowRequest request) => (await Emr.RunJobFlowAsync(request)).JobFlowId;

    protected async Task<Cluster> DescribeAsync(string id) =>
        (await Emr.DescribeClusterAsync(new DescribeClusterRequest { ClusterId = id })).Cluster;

    protected async Task<List<string>> AddStepsAsync(string id, params StepConfig[] steps) =>
        (await Emr.AddJobFlowStepsAsync(new AddJobFlowStepsRequest { JobFlowId = id, Steps = [.. steps] })).StepIds;

    /// <summary>A cluster of one master and two core nodes that stays up.</summary>
    protected static RunJobFlowRequest Cluster() => new()
    {
        Name = $"contract.{Guid.NewGuid():N}",
        ReleaseLabel = Release,
        ServiceRole = "EMR_DefaultRole",
        JobFlowRole = "EMR_EC2_DefaultRole",
        Applications = [new() { Name = "Hadoop" }, new() { Name = "Spark" }],
        Instances = new()
        {
            KeepJobFlowAliveWhenNoSteps = true,
            InstanceGroups = [Group(InstanceRoleType.MASTER, 1), Group(InstanceRoleType.CORE, 2)],
        },
    };

    protected static StepConfig Step(string name) => new()
    {
        Name = name,
        ActionOnFailure = ActionOnFailure.CANCEL_AND_WAIT,
        HadoopJarStep = new() { Jar = "command-runner.jar", Args = ["echo", name], Properties = [new() { Key = "a", Value = "b" }] },
    };

    private static InstanceGroupConfig Group(InstanceRoleType role, int instances) => new()
    {
        InstanceRole = role,
        InstanceType = "m5.xlarge",
        InstanceCount = instances,
        Market = MarketType.ON_DEMAND,
    };

    private async Task<List<string>> ListAsync(ListClustersRequest request)
    {
        var ids = new List<string>();
        do
        {
            var page = await Emr.ListClustersAsync(request);
            page.Clusters.Count.ShouldBeLessThanOrEqualTo(50);
            ids.AddRange(page.Clusters.Select(c => c.Id));
            request.Marker = page.Marker;
        }
        while (request.Marker is not null);
        return ids;
    }
}
