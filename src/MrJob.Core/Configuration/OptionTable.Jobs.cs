using static MrJob.Core.Configuration.Combining;
using static MrJob.Core.Configuration.OptionScope;
using static MrJob.Core.Configuration.OptionTypes;

namespace MrJob.Core.Configuration;

/// <content>How a job's steps run, and where.</content>
internal static partial class OptionTable
{
    private static string[] CleanupKinds => ["ALL", "CLOUD_TMP", "CLUSTER", "JOB", "LOCAL_TMP", "LOGS", "NONE", "TMP"];

    private const string NeedsRoute = "needs a route from the service into the cluster's network, to ask YARN. Ask for instances in its place: num_core_instances, core_instance_type";

    private static IEnumerable<Option> OfJobs() =>
    [
        new("add_steps_in_batch", OptionTypes.Boolean, Last, Job, "add all steps in one call")
            { ReplacedBy = "the service adds all steps in one call wherever one failed step stops the others, and one after the other elsewhere" },
        new("check_input_paths", OptionTypes.Boolean, Last, Job, "refuse the job when an input matches nothing") { Default = "true" },
        new("cleanup", SomeOf(CleanupKinds), Last, Job,
            "what to remove when a job is done. CLOUD_TMP or TMP: what its steps wrote for each other; LOGS: its steps' logs, after the report; ALL: both; CLUSTER: terminate the given or pooled cluster, when no other job is on it; JOB and LOCAL_TMP: nothing is left of these")
            { Default = "CLOUD_TMP" },
        new("cleanup_on_failure", SomeOf(CleanupKinds), Last, Job, "the same for a job that failed or was cancelled") { Default = "NONE" },
        new("cloud_tmp_dir", S3Folder, Combining.Path, Job, "S3 folder for scratch") { Default = "the service's" },
        new("cluster_id", ClusterId, Last, Job, "run on this cluster, behind whatever runs there"),
        new("cmdenv", Map, Env, Job, "environment variables of tasks. Names that end in PATH are put before what other sources have, with a colon"),
        new("docker_client_config", Text, Last, Job, "Docker client configuration for `docker_image`, as a path that the cluster can read"),
        new("docker_image", Text, Last, Job, "run tasks in this Docker image (emr-6.0.0 and later)"),
        new("docker_mounts", Texts, Concat, Job, "mounts of `docker_image`: source:destination:mode"),
        new("emr_action_on_failure", OneOf("TERMINATE_CLUSTER", "CANCEL_AND_WAIT", "CONTINUE"), Last, Job,
            "what EMR does when a step fails; only where the job has its cluster for itself, since elsewhere only CONTINUE is fair to the other jobs")
            { Default = "TERMINATE_CLUSTER on a cluster of the job's own, CANCEL_AND_WAIT on a pooled one" },
        new("emulate_map_input_file", OptionTypes.Boolean, Last, Job, "set mapreduce_map_input_file for tasks") { ReplacedBy = "Hadoop streaming sets it for every task" },
        new("hadoop_extra_args", Texts, Concat, Job, "further arguments of Hadoop streaming"),
        new("hadoop_streaming_jar", Text, Combining.Path, Job, "a streaming jar of one's own: on S3, or file:///… on the cluster") { NamesFiles = true },
        new("hadoop_version", Text, Last, None, "version of Hadoop") { ReplacedBy = "it follows from the release: release_label" },
        new("jobconf", Map, Combining.Jobconf, Job, "Hadoop properties of every step; for Spark steps its own properties. null takes one away"),
        new("label", Name, Last, Job, "first part of the job's id, where the job itself has none") { Default = "no_label" },
        new("libjars", Texts, PathList, Job, "jars for Hadoop streaming and Spark") { NamesFiles = true },
        new("max_clusters_in_pool", Whole(0, 500), Last, Job, "start no cluster while the pool has so many; 0 means no limit") { Default = "0" },
        new("max_output_files", Whole(1, 100_000), Last, Job, "at most so many reducers for the last step"),
        new("min_available_mb", Whole(0, int.MaxValue), Last, Job, "join only clusters whose YARN has so much memory free") { RefusedBecause = NeedsRoute },
        new("min_available_virtual_cores", Whole(0, int.MaxValue), Last, Job, "join only clusters whose YARN has so many cores free") { RefusedBecause = NeedsRoute },
        new("owner", Name, Last, Job, "second part of the job's id, where the job itself has none") { Default = "no_owner; the command says who you are" },
        new("pool_clusters", OptionTypes.Boolean, Last, Job, "join a warm cluster of the pool, or start one that stays"),
        new("pool_jitter_seconds", Whole(0, int.MaxValue), Last, None, "random wait before joining") { ReplacedBy = "clusters are reserved by lease, so there is nothing to wait for" },
        new("pool_timeout_minutes", Whole(0, 100_000), Last, Job, "fail when no cluster was joined or started by then; 0 means never") { Default = "0" },
        new("pool_wait_minutes", Whole(0, 100_000), Last, Job, "wait so long for a matching busy cluster before one is started") { Default = "0" },
        new("py_files", Files, PathList, Job, "Python files, zips and eggs on the tasks' PYTHONPATH") { NamesFiles = true },
        new("python_bin", Words, Cmd, Job, "interpreter for scripts") { Default = "python3" },
        new("read_logs", OptionTypes.Boolean, Last, Job, "read the logs when the job has ended: counters and the probable cause") { Default = "true" },
        new("setup", Commands, Concat, Job,
            "shell commands before each task, one task of a node at a time. Files as in `bootstrap`; their output goes to standard error") { NamesFiles = true },
        new("sh_bin", Words, Cmd, Job, "shell for `setup`, `bootstrap` and filters") { Default = "sh -ex" },
        new("sort_bin", Words, Cmd, Job, "program that sorts") { ReplacedBy = "Hadoop sorts; on a laptop so does the local EMR" },
        new("spark_args", Texts, Concat, Job, "arguments of spark-submit before the application"),
        new("spark_deploy_mode", OneOf("cluster", "client"), Last, Job, "where Spark's driver runs") { Default = "cluster" },
        new("spark_master", Text, Last, Job, "Spark's master") { Default = "yarn" },
        new("spark_submit_bin", Words, Cmd, Job, "spark-submit, as a command on the cluster") { Default = "spark-submit" },
        new("spark_tmp_dir", Text, Combining.Path, Job, "scratch of the old Spark runner") { ReplacedBy = "what steps write for each other is in cloud_tmp_dir, or on the cluster's HDFS" },
        new("task_python_bin", Words, Cmd, Job, "interpreter for scripts in tasks") { Default = "python_bin" },
        new("upload_archives", Files, PathList, Job, "archives, unpacked in each task's folder: `a.tar.gz#name`") { NamesFiles = true },
        new("upload_dirs", Files, PathList, Job, "folders in each task's folder: `dir#name`") { NamesFiles = true },
        new("upload_files", Files, PathList, Job, "files in each task's folder: `file#name`") { NamesFiles = true },
    ];
}
