using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.ElasticMapReduce.Model;
using MrJob.Functions.Tests.Service;

namespace MrJob.Functions.Tests.Deployment;

/// <summary>Each function's role against what its handler calls, while all handlers do all that they ever do.</summary>
public class PermissionsTests(ITestOutputHelper output)
{
    /// <summary>What AWS asks for although no call shows it: the action, the call that it comes with, and why.</summary>
    private static readonly (string Action, string With, string Why)[] Dependent =
    [
        ("elasticmapreduce:AddTags", "elasticmapreduce:RunJobFlow", "a cluster is started with tags (https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticmapreduce.html)"),
        ("elasticmapreduce:PutAutoTerminationPolicy", "elasticmapreduce:RunJobFlow", "a cluster is started with EMR's own auto-termination behind the sweep"),
        ("elasticmapreduce:PutManagedScalingPolicy", "elasticmapreduce:RunJobFlow", "extra_cluster_params may have a ManagedScalingPolicy"),
        ("iam:PassRole", "elasticmapreduce:RunJobFlow", "EMR and its instances act in these roles"),
        ("s3:ListBucket", "s3:GetObject", "without it S3 answers 403, not 404, for an object that is not there"),
    ];

    [Fact]
    public async Task Every_call_of_a_handler_is_allowed_and_everything_that_is_allowed_is_called()
    {
        var calls = await RecordAsync();
        var wrong = new List<string>();
        foreach (var (id, function) in Template.Functions)
        {
            var (handler, allowed) = (Template.HandlerOf(function), Permission.Of(function));
            var made = calls.Where(c => c.Handler == handler).Select(c => c.Call).Distinct().ToList();
            output.WriteLine($"{id}: {made.Count} different calls, {allowed.Count} permissions");
            wrong.AddRange(Faults(made, allowed).Select(fault => $"{id} {fault}"));
        }
        wrong.ShouldBeEmpty(string.Join("\n", wrong));
    }

    [Fact]
    public void No_permission_is_wider_than_the_places_it_is_for()
    {
        (string Action, string[] Resources)[] whole = [("elasticmapreduce:RunJobFlow", ["*"]), ("elasticmapreduce:ListClusters", ["*"])]; // they take no other
        string[] places = ["mrjob-statebucket/state/", "mrjob-statebucket/aws/lambda/async/", "mrjob-confbucket/", "mrjob-workbucket/", "lab/"];
        foreach (var (id, function) in Template.Functions)
            foreach (var (action, resource) in Permission.Of(function))
            {
                var narrow = action.Split(':')[0] switch
                {
                    "s3" when action == "s3:ListBucket" => places.Any(p => resource == $"arn:aws:s3:::{p.Split('/')[0]}"),
                    "s3" => places.Any(p => resource.StartsWith($"arn:aws:s3:::{p}", StringComparison.Ordinal)),
                    "iam" => resource.StartsWith("arn:aws:iam::123456789012:role/EMR_", StringComparison.Ordinal),
                    _ => resource == "arn:aws:elasticmapreduce:us-east-1:123456789012:cluster/*" || whole.Any(w => w.Action == action && w.Resources.Contains(resource)),
                };
                narrow.ShouldBeTrue($"{id}: {action} on {resource}");
            }
    }

    [Fact]
    public void Only_clusters_with_the_stacks_tag_are_started_and_terminated()
    {
        var conditions = Template.Functions.SelectMany(f => f.Value["Properties"]!["Policies"]!.AsArray()).SelectMany(p => p!["Statement"]!.AsArray())
            .Select(s => (Actions: s!["Action"]!.ToJsonString(), Condition: s["Condition"]?.ToJsonString())).ToList();
        conditions.Where(s => s.Actions.Contains("RunJobFlow", StringComparison.Ordinal)).ShouldAllBe(s => s.Condition == """{"StringEquals":{"elasticmapreduce:RequestTag/mrjob:stack":"mrjob"}}""");
        conditions.Where(s => s.Actions.Contains("TerminateJobFlows", StringComparison.Ordinal)).ShouldAllBe(s => s.Condition == """{"StringEquals":{"elasticmapreduce:ResourceTag/mrjob:stack":"mrjob"}}""");
        conditions.Where(s => s.Actions.Contains("PassRole", StringComparison.Ordinal)).ShouldAllBe(s => s.Condition!.Contains("iam:PassedToService"));
    }

    [Fact]
    public void A_role_that_lacks_something_and_one_that_has_too_much_are_found()
    {
        var (put, start) = (new AwsCall("s3:PutObject", "arn:aws:s3:::mrjob-statebucket/state/jobs/1/job.json"), new AwsCall("elasticmapreduce:RunJobFlow", "*"));
        Permission state = new("s3:PutObject", "arn:aws:s3:::mrjob-statebucket/state/*"), work = new("s3:PutObject", "arn:aws:s3:::mrjob-workbucket/*"), tags = new("elasticmapreduce:AddTags", "*");
        Faults([put], [state]).ShouldBeEmpty();
        Faults([put], [work]).ShouldBe([$"may not s3:PutObject on {put.Resource}, and does", "may s3:PutObject on arn:aws:s3:::mrjob-workbucket/*, and never does"]);
        Faults([put], [state, tags]).ShouldBe(["may elasticmapreduce:AddTags on *, and never does"]);
        Faults([put, start], [state, tags, new("elasticmapreduce:RunJobFlow", "*")]).ShouldBeEmpty();
    }

    private static IEnumerable<string> Faults(IReadOnlyCollection<AwsCall> made, IReadOnlyList<Permission> allowed) =>
    [
        .. made.Where(call => !allowed.Any(p => p.Allows(call))).GroupBy(c => (c.Action, c.Resource.Split('/')[0])).Select(g => $"may not {g.First().Action} on {g.First().Resource}, and does"),
        .. allowed.Where(p => !made.Any(p.Allows) && !IsDependent(p, made)).Select(p => $"may {p.Action} on {p.Resource}, and never does"),
    ];

    private static bool IsDependent(Permission permission, IReadOnlyCollection<AwsCall> made) => Dependent.Any(d => d.Action == permission.Action
        && made.Any(c => c.Action == d.With && (permission.Action != "s3:ListBucket" || c.Resource.StartsWith(permission.Resource + "/", StringComparison.Ordinal))));

    private static async Task<IReadOnlyCollection<(string Handler, AwsCall Call)>> RecordAsync()
    {
        var calls = new ConcurrentBag<(string, AwsCall)>();
        void Record(string handler, HttpRequestMessage request)
        {
            var body = request.Method == HttpMethod.Post ? request.Content?.ReadAsStringAsync().GetAwaiter().GetResult() : null;
            foreach (var call in AwsCall.Of(request, body))
                calls.Add((handler, call));
        }
        await using (var lab = await StartAsync(new()))
        {
            lab.Network.Recorder = Record;
            await new ServiceStory(lab).GoodDaysAsync();
        }
        await using (var lab = await StartAsync(ServiceStory.Failing()))
        {
            lab.Network.Recorder = Record;
            await new ServiceStory(lab).BadDaysAsync();
        }
        return calls;
    }

    private static Task<ServiceLab> StartAsync(StepsOnDemand steps) => ServiceLab.StartAsync(steps, dataBuckets: "lab", places: new Dictionary<string, string>
    {
        ["MRJOB_STATE"] = "s3://mrjob-statebucket/state/", ["MRJOB_TMP"] = "s3://mrjob-workbucket/", ["MRJOB_CONF"] = "s3://mrjob-confbucket/mrjob.conf",
        ["MRJOB_UPLOADS"] = "s3://mrjob-confbucket/uploads.yaml", ["MRJOB_FAILED_UPLOADS"] = "s3://mrjob-statebucket/aws/lambda/async/",
    });
}
