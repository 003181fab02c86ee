using static MrJob.Core.Configuration.Combining;
using static MrJob.Core.Configuration.OptionScope;
using static MrJob.Core.Configuration.OptionTypes;

namespace MrJob.Core.Configuration;

/// <content>What is the command's own doing, and what is nobody's any more.</content>
internal static partial class OptionTable
{
    private const string NoSsh = "nothing needs SSH: the service has the cluster copy its logs to S3 and reads them there";
    private const string OwnRole = "the service calls AWS with its own role; keys do not belong into a job";

    private static IEnumerable<Option> OfClients() =>
    [
        new("aws_access_key_id", Text, Last, Client, "key for what the command itself uploads") { Default = "the AWS SDK's own search", RefusedBecause = OwnRole },
        new("aws_secret_access_key", Text, Last, Client, "secret of aws_access_key_id") { RefusedBecause = OwnRole },
        new("aws_session_token", Text, Last, Client, "session of aws_access_key_id") { RefusedBecause = OwnRole },
        new("bootstrap_mrjob", OptionTypes.Boolean, Last, Client, "ship the mrjob library of this machine with a Python job") { Default = "true" },
        new("check_cluster_every", Whole(1, 3_600), Last, Client, "seconds between looks of a command that waits") { Default = "5; less on this machine" },
        new("cloud_fs_sync_secs", Whole(0, int.MaxValue), Last, None, "wait for S3 to become consistent") { ReplacedBy = "S3 is strongly consistent" },
        new("cloud_part_size_mb", Whole(5, 5_120), Last, Client, "size of the parts in MiB in which the command uploads large files") { Default = "100" },
        new("ec2_endpoint", Text, Last, Client, "URL of EC2") { ReplacedBy = "the service has its own endpoints; EC2 is not asked" },
        new("ec2_key_pair_file", Text, Combining.Path, Client, "private key for SSH") { ReplacedBy = NoSsh },
        new("emr_endpoint", Text, Last, Client, "URL of EMR") { ReplacedBy = "the service has its own; for another one set AWS_ENDPOINT_URL, or mrjob local --aws-endpoint" },
        new("iam_endpoint", Text, Last, Client, "URL of IAM") { ReplacedBy = "IAM is not asked: the template has the roles" },
        new("local_tmp_dir", Text, Combining.Path, Client, "the command's folder for scratch") { Default = "the system's" },
        new("mins_to_end_of_hour", Any, Last, None, "terminate idle clusters only near the end of a paid hour") { ReplacedBy = "EMR is paid by the second; max_mins_idle says how long a cluster may idle" },
        new("s3_endpoint", Text, Last, Client, "URL of the S3 that the command uploads to") { Default = "the service's, where that is not AWS's" },
        new("s3_region", Text, Last, Client, "region for new buckets") { ReplacedBy = "the template has the buckets; none is made" },
        new("ssh_add_bin", Words, Cmd, Client, "ssh-add") { ReplacedBy = NoSsh },
        new("ssh_bin", Words, Cmd, Client, "ssh") { ReplacedBy = NoSsh },
        new("ssh_bind_ports", Any, Last, Client, "ports for SSH tunnels") { ReplacedBy = NoSsh },
        new("ssh_tunnel", OptionTypes.Boolean, Last, Client, "open an SSH tunnel to the job tracker") { ReplacedBy = NoSsh },
        new("ssh_tunnel_is_open", OptionTypes.Boolean, Last, Client, "let others use the tunnel") { ReplacedBy = NoSsh },
        new("visible_to_all_users", OptionTypes.Boolean, Last, None, "let other users of the account see the cluster") { ReplacedBy = "EMR shows every cluster to all who may list clusters" },
    ];
}
