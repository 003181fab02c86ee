namespace MrJob.Functions;

/// <summary>What the document says of members, by type and member. A test says when one has another name now.</summary>
internal static partial class OpenApiTexts
{
    public static IReadOnlyDictionary<string, string> Members { get; } =
        ((IReadOnlyDictionary<string, string>[])[OfService, OfJobs, OfLogs, OfClusters, OfPools, OfHousekeeping, OfUploads]).SelectMany(texts => texts).ToDictionary();

    /// <summary>Texts that are one of a few, though their type does not say so.</summary>
    public static IReadOnlyDictionary<string, string[]> Values { get; } = new Dictionary<string, string[]>
    {
        ["JobView.report"] = ["none", "provisional", "final", "off"],
        ["LogsView.report"] = ["none", "provisional", "final"],
        ["UploadRuleView.per"] = ["object", "folder"],
        ["UploadRuleView.again"] = ["changed", "never", "always"],
        ["Cause.confidence"] = ["high", "medium", "low"],
        ["PoolClusterView.state"] = ["starting", "free", "busy"],
        ["ExplainView.action"] = ["join", "start", "wait", "fail"],
        ["UsageView.unit"] = ["instance_hours"],
    };

    private static Dictionary<string, string> OfUploads => new()
    {
        ["UploadsView.place"] = "The S3 URI of uploads.yaml.",
        ["UploadsView.rules"] = "In the order in which they are tried: the first that is for an object starts its job.",
        ["UploadsView.faults"] = "While there is any, no upload starts a job.",
        ["UploadRuleView.key"] = "A glob over keys, with captures such as {day}.",
        ["UploadRuleView.per"] = "What one job is started for.",
        ["UploadRuleView.again"] = "Whether an object that is written again starts another job.",
        ["UploadRuleView.max_size"] = "In bytes.",
        ["UploadTestView.object"] = "The object's URI.",
        ["UploadTestView.rule"] = "The rule that is for it; missing when none is, and then it would start nothing.",
        ["UploadTestView.captures"] = "What the rule's key has caught.",
        ["UploadTestView.job"] = "The body of POST /jobs that it would be.",
        ["UploadTestView.faults"] = "Why it would be refused.",
        ["FailedUploadListView.failed"] = "The newest first; at most 200.",
        ["FailedUploadListView.more"] = "How many older ones there are.",
        ["ReplayView.rule"] = "Missing when no rule is for the upload any more: then it starts nothing.",
        ["ReplayView.job_id"] = "The job that was started.",
        ["ReplayView.before"] = "Whether an earlier event of the upload had started it.",
        ["FailedUploadView.object"] = "The S3 URI; missing when the event told of none.",
    };

    /// <summary>Numbers that may not be less.</summary>
    public static IReadOnlyDictionary<string, int> Least { get; } = new Dictionary<string, int> { ["SweepRequest.idle_minutes"] = 0 };

    private static Dictionary<string, string> OfService => new()
    {
        ["AboutView.service"] = "Always MrJob.Serverless.",
        ["AboutView.cloud_tmp_dir"] = "The S3 folder where a client puts what it uploads for its jobs.",
        ["AboutView.aws_endpoint_url"] = "The AWS that the service uses, where that is not the real one.",
        ["OptionsView.layers"] = "The lowest first: what the template says, then each file of the service's mrjob.conf.",
        ["OptionsView.locked"] = "Names of options that no request may change.",
        ["OptionLayerView.source"] = "Who says so: the template, or a file on S3.",
        ["OptionLayerView.options"] = "Values by the names of options; {\"!clear\": value} where lower layers do not count.",
        ["LimitsView.source"] = "Who set them; missing where nobody did.",
        ["LimitsView.instances"] = "Instances of one cluster, all roles together, and as many as it may scale to.",
        ["LimitsView.instance_types"] = "Globs of EC2 instance types, such as m5.*.",
        ["LimitsView.subnets"] = "Ids of subnets.",
        ["LimitsView.roles"] = "Names of service roles and instance profiles.",
        ["OptionNote.option"] = "The option under the name that was given.",
        ["ProblemDetails.status"] = "The HTTP status.",
        ["ProblemDetails.detail"] = "What is wrong, for a person.",
        ["ProblemDetails.faults"] = "What is wrong with a body that is refused: the first hundred.",
        ["ProblemFault.path"] = "Where, as a JSON path such as $.steps[0].mapper.",
        ["ProblemFault.detail"] = "What is wrong and what is allowed.",
    };
}
