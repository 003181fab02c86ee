using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MrJob.Core.Configuration;

/// <summary>
/// Names that options had in older versions of mrjob, back to job flows: each is taken for the name of today, with a note. Where the meaning has
/// changed with the name, the value changes with it.
/// </summary>
internal static class OldNames
{
    private static readonly Dictionary<string, string> Renamed = new()
    {
        ["ami_version"] = "image_version",
        ["aws_availability_zone"] = "zone",
        ["aws_region"] = "region",
        ["base_tmp_dir"] = "local_tmp_dir",
        ["check_emr_status_every"] = "check_cluster_every",
        ["cloud_upload_part_size"] = "cloud_part_size_mb",
        ["ec2_core_instance_bid_price"] = "core_instance_bid_price",
        ["ec2_core_instance_type"] = "core_instance_type",
        ["ec2_instance_type"] = "instance_type",
        ["ec2_master_instance_bid_price"] = "master_instance_bid_price",
        ["ec2_master_instance_type"] = "master_instance_type",
        ["ec2_slave_instance_type"] = "core_instance_type",
        ["ec2_task_instance_bid_price"] = "task_instance_bid_price",
        ["ec2_task_instance_type"] = "task_instance_type",
        ["emr_api_params"] = "extra_cluster_params",
        ["emr_applications"] = "applications",
        ["emr_job_flow_id"] = "cluster_id",
        ["emr_job_flow_pool_name"] = "pool_name",
        ["emr_tags"] = "tags",
        ["iam_job_flow_role"] = "iam_instance_profile",
        ["interpreter"] = "task_python_bin",
        ["num_ec2_core_instances"] = "num_core_instances",
        ["num_ec2_task_instances"] = "num_task_instances",
        ["pool_emr_job_flows"] = "pool_clusters",
        ["python_archives"] = "py_files",
        ["s3_log_uri"] = "cloud_log_dir",
        ["s3_scratch_uri"] = "cloud_tmp_dir",
        ["s3_sync_wait_time"] = "cloud_fs_sync_secs",
        ["s3_tmp_dir"] = "cloud_tmp_dir",
        ["s3_upload_part_size"] = "cloud_part_size_mb",
        ["setup_cmds"] = "setup",
        ["bootstrap_cmds"] = "bootstrap",
        ["ssh_tunnel_to_job_tracker"] = "ssh_tunnel",
        ["steps_interpreter"] = "python_bin",
        ["steps_python_bin"] = "python_bin",
    };

    /// <summary>Options whose number means something else under the new name.</summary>
    private static readonly Dictionary<string, (string Name, Func<int, int> Value, string Note)> Recounted = new()
    {
        ["num_ec2_instances"] = ("num_core_instances", n => Math.Max(0, n - 1), "num_ec2_instances counts the master too"),
        ["max_hours_idle"] = ("max_mins_idle", n => (int)Math.Min(int.MaxValue, n * 60L), "an hour has 60 minutes"),
    };

    /// <summary>All old names with the option that each means today, in order.</summary>
    public static IEnumerable<(string Old, string Name)> All => Renamed.Select(r => (r.Key, r.Value))
        .Concat(Recounted.Select(r => (r.Key, r.Value.Name))).OrderBy(r => r.Key, StringComparer.Ordinal);

    /// <summary>The option's name of today and its value, and what to tell the user; null for a name that never was one.</summary>
    public static (string Name, JsonElement Value, string Note)? Find(string old, JsonElement value)
    {
        if (Renamed.TryGetValue(old, out var name))
            return (name, value, $"is called {name} now");
        if (!Recounted.TryGetValue(old, out var recounted))
            return null;
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt32(out var number))
            return (recounted.Name, value, $"is called {recounted.Name} now"); // what is wrong with it is said of the new name
        var today = recounted.Value(number);
        var note = string.Create(CultureInfo.InvariantCulture, $"is {recounted.Name} = {today} now: {recounted.Note}");
        return (recounted.Name, JsonSerializer.SerializeToElement(JsonValue.Create(today), CoreJson.Default.JsonNode), note);
    }
}
