using System.Net;
using System.Text.Json.Nodes;
using Amazon.ElasticMapReduce;
using Amazon.ElasticMapReduce.Model;

namespace MrJob.Functions.Tests.Model;

/// <summary>EMR in memory. It checks with every change what must never be, and throws <see cref="BrokenPromiseException"/> when it is.</summary>
internal sealed class ModelEmr(ModelWorld world)
{
    private readonly List<ModelCluster> _clusters = [];
    private readonly HashSet<string> _ran = [];
    private readonly List<(DateTimeOffset At, Action Arrive)> _late = [];
    private int _steps;
    private DateTimeOffset? _arrived;

    /// <summary>What was broken, if anything: handlers may swallow exceptions.</summary>
    public string? Broken { get; private set; }

    public int Clusters => _clusters.Count;

    public int Steps => _clusters.Sum(c => c.Steps.Count);

    public IAmazonElasticMapReduce Client(ModelProcess process) => ModelClient<IAmazonElasticMapReduce>.Create(world, process, Answer, Throttle, ArriveLate);

    /// <summary>A step of the job failed, or lost its cluster; or the cluster that was started for it was lost.</summary>
    public bool HasReasonToFail(string job) =>
        _clusters.Exists(c => c.Steps.Exists(s => s.Job == job && (s.HasFailed || c.IsLost)) || (c.IsLost && c.StartedFor == job));

    /// <summary>Requests arrive that were on their way for long.</summary>
    public void Arrive()
    {
        foreach (var late in _late.Where(l => l.At <= world.Now).ToList())
        {
            _late.Remove(late);
            world.Tell("what was given up arrives");
            _arrived = late.At; // the clock may have jumped over it
            late.Arrive();
            _arrived = null;
        }
    }

    /// <summary>Something happens by itself, now and then.</summary>
    public void Move()
    {
        if (_clusters.Count == 0 || world.Random.Next(3) > 0)
            return;
        var cluster = _clusters[world.Random.Next(_clusters.Count)];
        if (world.Happens(8))
            Lose(cluster);
        else
            Go(cluster, fails: world.Happens(30));
    }

    /// <summary>Everything that can happen by itself does.</summary>
    public void Settle()
    {
        foreach (var late in _late)
            late.Arrive();
        _late.Clear();
        foreach (var cluster in _clusters)
            while (Go(cluster, fails: false))
            {
            }
    }

    private void ArriveLate(object request, DateTimeOffset sent)
    {
        // What was sent before its deadline, and cancelled there, may be in the network for less than a minute more.
        if (request is not (RunJobFlowRequest or AddJobFlowStepsRequest or TerminateJobFlowsRequest) || world.Random.Next(2) == 0)
            return;
        _late.Add((sent + TimeSpan.FromSeconds(world.Random.Next(0, 60)), () =>
        {
            try
            {
                Do(request);
            }
            catch (AmazonElasticMapReduceException)
            {
                // nobody is there to be told
            }
        }));
    }

    private void Throttle(object request)
    {
        if (world.Happens(20))
            throw Refusal("ThrottlingException", "Rate exceeded");
        if (request is RunJobFlowRequest or AddJobFlowStepsRequest && world.Happens(15))
            throw new HttpRequestException("the connection was reset before the request arrived");
    }

    private object Answer(object request)
    {
        var answer = Do(request);
        if (request is not (RunJobFlowRequest or AddJobFlowStepsRequest) || !world.Happens(40))
            return answer;
        world.Tell("the answer is lost");
        throw new HttpRequestException("the answer was lost");
    }

    private object Do(object request) => request switch
    {
        RunJobFlowRequest run => new RunJobFlowResponse { JobFlowId = Run(run).Id },
        AddJobFlowStepsRequest add => new AddJobFlowStepsResponse { StepIds = [.. Add(Find(add.JobFlowId), add).Select(s => s.Id)] },
        ListClustersRequest list => new ListClustersResponse { Clusters = [.. _clusters.Where(c => Takes(list, c)).Select(c => c.Summary())] },
        DescribeClusterRequest describe => new DescribeClusterResponse { Cluster = Find(describe.ClusterId).Describe() },
        ListInstanceGroupsRequest groups => new ListInstanceGroupsResponse { InstanceGroups = Find(groups.ClusterId).Groups() },
        ListStepsRequest list => new ListStepsResponse { Steps = [.. Find(list.ClusterId).Steps.Where(s => Takes(list, s)).Reverse().Select(s => s.Summary())] },
        TerminateJobFlowsRequest end => Terminate(end),
        CancelStepsRequest cancel => Cancel(Find(cancel.ClusterId), cancel),
        _ => throw new NotSupportedException(request.GetType().Name),
    };

    private bool Takes(ListClustersRequest list, ModelCluster cluster) =>
        cluster.ListedFrom <= world.Now && (list.ClusterStates is not { Count: > 0 } states || states.Contains(cluster.State));

    private static bool Takes(ListStepsRequest list, ModelStep step) =>
        (list.StepIds is not { Count: > 0 } ids || ids.Contains(step.Id)) && (list.StepStates is not { Count: > 0 } states || states.Contains(step.State));

    private ModelCluster Run(RunJobFlowRequest run)
    {
        var cluster = new ModelCluster(
            $"j-{_clusters.Count + 1}", run.Name, [.. run.Tags ?? []], run.StepConcurrencyLevel ?? 1, run.Instances.InstanceGroups, world.Now);
        if (world.Happens(300))
            cluster.ListedFrom = (_arrived ?? world.Now) + TimeSpan.FromSeconds(world.Random.Next(240)); // lists may lag
        _clusters.Add(cluster);
        var active = _clusters.Count(c => !c.IsOver);
        if (active > world.Story.Limit)
            Break($"the pool has {active} clusters, its limit is {world.Story.Limit}");
        return cluster;
    }

    private List<ModelStep> Add(ModelCluster cluster, AddJobFlowStepsRequest add)
    {
        if (cluster.IsOver)
            throw Refusal("ValidationException", $"Cluster {cluster.Id} is not active.");
        if (cluster.Level > 1 && add.Steps.Exists(s => s.ActionOnFailure?.Value is not ("CONTINUE" or null)))
            throw Refusal("ValidationException", "Only CONTINUE.");
        CheckLease(cluster, "join", ModelStep.CopiedFor(add.Steps[0].Name) ?? add.Steps[0].Name.Split(':')[0]);
        var steps = add.Steps.ConvertAll(s => new ModelStep($"s-{++_steps}", s.Name, s.ActionOnFailure?.Value ?? "CONTINUE", world.Now));
        cluster.Steps.AddRange(steps);
        // A job has its slot from its first step to its end, also between two steps.
        var jobs = cluster.Steps.GroupBy(s => s.Job).Count(job => job.Any(s => !s.IsOver)
            || (ModelStep.CopiedFor(job.First().Name) is null && !job.Any(s => s.HasFailed) && job.Count() < world.Story.Steps && !world.Cancelled.Contains(job.Key)));
        if (jobs > cluster.Level)
            Break($"{jobs} jobs are on {cluster.Id}, which has {cluster.Level} slots: {string.Join(", ", cluster.Steps.Select(s => $"{s.Name} {s.State}"))}");
        return steps;
    }

    private static CancelStepsResponse Cancel(ModelCluster cluster, CancelStepsRequest cancel)
    {
        foreach (var step in cluster.Steps.Where(s => s.State == "PENDING" && cancel.StepIds.Contains(s.Id)))
            step.State = "CANCELLED";
        return new();
    }

    /// <summary>Whoever changes a cluster has its lease, from before the call until nothing of it can be under way any more.</summary>
    private void CheckLease(ModelCluster cluster, string purpose, string? holder)
    {
        var lease = JsonNode.Parse(world.S3.Text($"leases/{cluster.Id}"))!;
        if (lease["phase"]!.ToString() != "calling" || lease["purpose"]!.ToString() != purpose || (holder ?? lease["holder"]!.ToString()) != lease["holder"]!.ToString())
            Break($"{cluster.Id} was changed ({purpose} {holder}) under the lease {lease.ToJsonString()}");
    }

    private TerminateJobFlowsResponse Terminate(TerminateJobFlowsRequest end)
    {
        foreach (var cluster in end.JobFlowIds.Select(Find).Where(c => !c.IsOver))
        {
            CheckLease(cluster, "terminate", null);
            if (cluster.Steps.Find(s => !s.IsOver) is { } step)
                Break($"{cluster.Id} was terminated under {step.Name}, which is {step.State}");
            End(cluster, "Terminated by user request");
        }
        return new();
    }

    private bool Go(ModelCluster cluster, bool fails)
    {
        if (cluster.IsOver)
            return false;
        if (cluster.State == "STARTING")
        {
            cluster.State = "WAITING";
            return true;
        }
        if (cluster.Steps.Find(s => s.State == "RUNNING") is { } running && (cluster.Steps.Count(s => s.State == "RUNNING") == cluster.Level || world.Random.Next(2) == 0))
        {
            (running.State, running.Ended) = (fails ? "FAILED" : "COMPLETED", world.Now);
            world.Tell($"{cluster.Id}: {running.Name} {running.State}");
            if (fails && running.OnFailure == "CANCEL_AND_WAIT")
                cluster.Steps.Where(s => s.State == "PENDING").ToList().ForEach(s => s.State = "CANCELLED");
        }
        else if (cluster.Steps.Find(s => s.State == "PENDING") is { } pending && cluster.Steps.Count(s => s.State == "RUNNING") < cluster.Level)
        {
            (pending.State, pending.Started) = ("RUNNING", world.Now);
            world.Tell($"{cluster.Id} runs {pending.Name}");
            if (!_ran.Add(pending.Name) && ModelStep.CopiedFor(pending.Name) is null) // logs may be copied twice
                Break($"step '{pending.Name}' ran twice");
        }
        else if (!cluster.Steps.Exists(s => s.State == "RUNNING"))
        {
            return false;
        }
        cluster.State = cluster.Steps.Exists(s => s.State == "RUNNING") ? "RUNNING" : "WAITING";
        return true;
    }

    private void Lose(ModelCluster cluster)
    {
        cluster.IsLost |= !cluster.IsOver;
        End(cluster, "a spot instance was lost");
    }

    private void End(ModelCluster cluster, string reason)
    {
        if (cluster.IsOver)
            return;
        world.Tell($"{cluster.Id} ends: {reason}");
        (cluster.State, cluster.Reason) = ("TERMINATED", reason);
        foreach (var step in cluster.Steps.Where(s => !s.IsOver))
            step.State = step.State == "RUNNING" ? "FAILED" : "CANCELLED";
    }

    private ModelCluster Find(string id) => _clusters.Find(c => c.Id == id) ?? throw Refusal("InvalidRequestException", $"Cluster id '{id}' is not valid.");

    private void Break(string what)
    {
        Broken ??= what;
        throw new BrokenPromiseException(what);
    }

    private static AmazonElasticMapReduceException Refusal(string code, string message) => new(message) { ErrorCode = code, StatusCode = HttpStatusCode.BadRequest };
}

/// <summary>What must never happen has happened.</summary>
internal sealed class BrokenPromiseException(string what) : Exception(what);

internal sealed class ModelStep(string id, string name, string onFailure, DateTimeOffset created)
{
    public string Id => id;
    public string Name => name;
    public string OnFailure => onFailure;
    /// <summary>The job whose step it is; or, of a step that copies its logs, which stands in the job's slot, the step itself.</summary>
    public string Job { get; } = CopiedFor(name) is null ? name.Split(':')[0] : name;
    public string State { get; set; } = "PENDING";
    public DateTimeOffset? Started { get; set; }
    public DateTimeOffset? Ended { get; set; }
    public bool HasFailed => State is "FAILED" or "CANCELLED";
    public bool IsOver => State is "COMPLETED" or "FAILED" or "CANCELLED";

    /// <summary>The job whose logs the step copies; null when it is a job's own.</summary>
    public static string? CopiedFor(string name) => name.StartsWith("mrjob: copy the logs of ", StringComparison.Ordinal) ? name.Split(' ')[^1] : null;

    public StepSummary Summary() => new()
    {
        Id = id, Name = name,
        Status = new()
        {
            State = new StepState(State),
            Timeline = new() { CreationDateTime = created.UtcDateTime, StartDateTime = Started?.UtcDateTime, EndDateTime = Ended?.UtcDateTime },
        },
    };
}

internal sealed class ModelCluster(string id, string name, List<Tag> tags, int level, List<InstanceGroupConfig> groups, DateTimeOffset created)
{
    public string Id => id;
    public int Level => level;
    public string State { get; set; } = "STARTING";
    public string? Reason { get; set; }
    public DateTimeOffset ListedFrom { get; set; }
    public List<ModelStep> Steps { get; } = [];
    public bool IsOver => State == "TERMINATED";
    public bool IsLost { get; set; }
    public string StartedFor { get; } = name.Split(':')[0];

    public ClusterSummary Summary() => new() { Id = id, Name = name, Status = Status() };

    public Cluster Describe() => new()
    {
        Id = id, Name = name, Status = Status(), Tags = tags, StepConcurrencyLevel = level, AutoTerminate = false, LogUri = "s3://model/logs/",
        InstanceCollectionType = InstanceCollectionType.INSTANCE_GROUP,
    };

    public List<InstanceGroup> Groups() => groups.ConvertAll(g => new InstanceGroup
    {
        InstanceGroupType = new InstanceGroupType(g.InstanceRole.Value), InstanceType = g.InstanceType, Market = g.Market, RunningInstanceCount = g.InstanceCount,
    });

    private ClusterStatus Status() => new()
    {
        State = new ClusterState(State), StateChangeReason = new() { Message = Reason }, Timeline = new() { CreationDateTime = created.UtcDateTime, ReadyDateTime = created.UtcDateTime },
    };
}
