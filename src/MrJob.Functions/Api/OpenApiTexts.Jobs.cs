namespace MrJob.Functions;

/// <content>Jobs and their logs.</content>
internal static partial class OpenApiTexts
{
    private static Dictionary<string, string> OfJobs => new()
    {
        ["AcceptedView.notes"] = "What to know about options that were accepted.",
        ["JobView.id"] = "label.owner.date.time.microseconds.suffix; the time is UTC.",
        ["JobView.reason"] = "Why it is in its state, where that needs words.",
        ["JobView.created"] = "When it was submitted.",
        ["JobView.cancel_requested"] = "When somebody asked to cancel it; nothing of it starts afterwards.",
        ["JobView.cluster_id"] = "EMR's id of the cluster that it was sent to.",
        ["JobView.input"] = "S3 URIs, with globs as they were given, and hdfs:/// paths.",
        ["JobView.output_dir"] = "The S3 folder of its output.",
        ["JobView.cause"] = "The probable cause of its failure, once logs told one.",
        ["JobView.report"] = "Of its logs: provisional while more of them may come; off where the job does not want them read.",
        ["JobView.notes"] = "What to know about options that were accepted.",
        ["JobStep.name"] = "The step's name on EMR.",
        ["JobStep.step_id"] = "EMR's id; missing until the step is sent.",
        ["JobStep.state"] = "EMR's state; QUEUED before the step is sent, SKIPPED where it never will be.",
        ["JobStep.created"] = "When EMR took it.",
        ["JobStep.failure_reason"] = "EMR's own words about a failed step.",
        ["JobStep.counters"] = "Hadoop's counters by group and name, once the step's logs have been read.",
        ["Placement.decision"] = "Where the job's steps go and why, in words.",
        ["Placement.candidates"] = "Clusters that were considered: those that fit in the order in which they are tried, then the others.",
        ["Placement.more"] = "So many more were considered, and none of them taken.",
        ["Candidate.rank"] = "1 for the one that is tried first; missing for one that does not fit.",
        ["Candidate.compute_units"] = "vCPUs of all its instances.",
        ["Candidate.reason"] = "Why it is not taken; missing for the one that is.",
        ["JobListView.next"] = "Give it as `next` for the page after this one; missing at the end.",
        ["LongJobView.since"] = "When it began to run or, while it has not, was submitted.",
        ["LongJobView.hours"] = "Hours since then.",
        ["OutputFile.uri"] = "The S3 URI.",
        ["OutputFile.size"] = "In bytes, as stored.",
        ["OutputFile.url"] = "A presigned link; it works for an hour at most.",
    };

    private static Dictionary<string, string> OfLogs => new()
    {
        ["LogsView.report"] = "provisional while more logs may come.",
        ["LogsView.cause"] = "The probable cause of the job's failure, once logs told one.",
        ["LogsView.logs"] = "The steps' own logs first.",
        ["LogsView.more_logs"] = "How many logs there are besides.",
        ["PushView.id"] = "The job's id.",
        ["PushView.step_id"] = "The step that copies the logs; it is none of the job's.",
        ["Cause.text"] = "The error, as the log has it.",
        ["Cause.source"] = "Who told: task, spark, step, history, controller, bootstrap or emr.",
        ["Cause.file"] = "The log's S3 URI; missing when EMR itself told.",
        ["Cause.first_line"] = "The line of the log where the error begins, counted from 1.",
        ["Cause.last_line"] = "The line of the log where it ends.",
        ["Cause.confidence"] = "high: the program, or who ended it, says so itself; medium: the best that is known; low: somebody's words about a failure.",
        ["Cause.why"] = "What speaks for this error.",
        ["Cause.hint"] = "What usually helps.",
        ["Cause.attempt"] = "The id of the task attempt that met it.",
        ["Cause.task"] = "The id of the task.",
        ["Cause.container"] = "The id of the YARN container.",
        ["Cause.input_split"] = "What the attempt read: URI:start+length in bytes, or the file that it opened.",
        ["Cause.others"] = "Other errors that were seen and are less likely, the best first.",
        ["OtherError.text"] = "Its first line, or its last where that says more.",
        ["OtherError.line"] = "The line of the log, counted from 1.",
        ["DiagnosisView.cluster_state"] = "EMR's state; missing when EMR does not know the cluster any more.",
        ["DiagnosisView.step_id"] = "The step that is explained; missing when no step failed.",
        ["DiagnosisView.cause"] = "The probable cause, where one was found.",
        ["DiagnosisView.more_logs"] = "How many logs there are besides.",
        ["DiagnosisView.other_failed_steps"] = "Ids, newest first where EMR knows them.",
    };
}
