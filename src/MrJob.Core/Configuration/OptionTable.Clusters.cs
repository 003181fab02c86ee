using static MrJob.Core.Configuration.Combining;
using static MrJob.Core.Configuration.OptionScope;
using static MrJob.Core.Configuration.OptionTypes;
using EmrConfiguration = Amazon.ElasticMapReduce.Model.Configuration;
using InstanceFleetConfig = Amazon.ElasticMapReduce.Model.InstanceFleetConfig;
using InstanceGroupConfig = Amazon.ElasticMapReduce.Model.InstanceGroupConfig;

namespace MrJob.Core.Configuration;

/// <content>What a cluster looks like that is started.</content>
internal static partial class OptionTable
{
    private static IEnumerable<Option> OfClusters() =>
    [
        new("additional_emr_info", JsonText, Last, Cluster, "JSON for RunJobFlow's AdditionalInfo") { InPoolHash = true, EmrMembers = ["AdditionalInfo"] },
        new("applications", Texts, Concat, Cluster, "EMR applications to install, such as Spark or Hive. Hadoop is always there, Spark when a step needs it")
            { InPoolHash = true, EmrMembers = ["Applications"] },
        new("bootstrap", Commands, Concat, Cluster,
            "shell commands that run on every node when it starts. `path#name` uploads a file and stands for it, `dir/#name` a folder, `archive.tar.gz#name/` an unpacked archive")
            { InPoolHash = true, NamesFiles = true, EmrMembers = ["BootstrapActions"] },
        new("bootstrap_actions", CommandLines, Concat, Cluster, "EMR bootstrap actions, which run before `bootstrap`: a script on S3 and its arguments, split as a shell would")
            { InPoolHash = true, NamesFiles = true, EmrMembers = ["BootstrapActions"] },
        new("bootstrap_python", OptionTypes.Boolean, Last, Cluster, "install Python on the cluster") { ReplacedBy = "EMR releases since 4 come with Python; nothing is installed" },
        new("bootstrap_spark", OptionTypes.Boolean, Last, Cluster, "add Spark to the applications") { InPoolHash = true, Default = "true when the job has Spark steps" },
        new("cloud_log_dir", S3Folder, Combining.Path, Cluster, "S3 folder for EMR's logs") { Default = "`logs/` in cloud_tmp_dir", EmrMembers = ["LogUri"] },
        new("core_instance_bid_price", Price, Last, Cluster, "core nodes are spot instances at up to this price in US dollars an hour; 0 means on-demand"),
        new("core_instance_type", Text, Last, Cluster, "EC2 type of core nodes") { Default = "instance_type" },
        new("ebs_root_volume_gb", Whole(1, 16_384), Last, Cluster, "size of each node's root volume in GiB") { Default = "EMR's", EmrMembers = ["EbsRootVolumeSize"] },
        new("ec2_key_pair", Text, Last, Cluster, "EC2 key pair of the cluster's instances") { EmrMembers = ["Instances.Ec2KeyName"] },
        new("emr_configurations", ShapesOf<EmrConfiguration>(), Concat, Cluster, "settings of applications: objects with Classification, Properties and Configurations. Later ones of one classification add to earlier ones")
            { InPoolHash = true, EmrMembers = ["Configurations"] },
        new("enable_emr_debugging", OptionTypes.Boolean, Last, Cluster, "the old console's debugging step") { ReplacedBy = "the service reads the logs itself: mrjob jobs logs" },
        new("extra_cluster_params", EmrParams, Dict, Cluster, "further members of RunJobFlow by dotted path, such as `Instances.Placement.AvailabilityZone`; null takes one away")
            { InPoolHash = true },
        new("iam_instance_profile", Text, Last, Cluster, "instance profile of the cluster's instances") { Default = "the service's", InPoolHash = true, EmrMembers = ["JobFlowRole"] },
        new("iam_service_role", Text, Last, Cluster, "role that EMR assumes") { Default = "the service's", EmrMembers = ["ServiceRole"] },
        new("image_id", Text, Last, Cluster, "id of an AMI of one's own") { InPoolHash = true, EmrMembers = ["CustomAmiId"] },
        new("image_version", Text, Last, Cluster, "old AMI version (2.x, 3.x); from 4.0 on the same as `release_label: emr-…`. `release_label` wins")
            { InPoolHash = true, EmrMembers = ["AmiVersion", "ReleaseLabel"] },
        new("instance_fleets", ShapesOf<InstanceFleetConfig>(), Last, Cluster, "EMR's instance fleets, as RunJobFlow takes them, in place of instance types and counts")
            { EmrMembers = ["Instances.InstanceFleets"] },
        new("instance_groups", ShapesOf<InstanceGroupConfig>(), Last, Cluster, "EMR's instance groups, as RunJobFlow takes them, in place of instance types and counts")
            { EmrMembers = ["Instances.InstanceGroups"] },
        new("instance_type", Text, Last, Cluster, "EC2 type of the nodes that run tasks; with no other nodes that is the master") { Default = "m5.xlarge" },
        new("master_instance_bid_price", Price, Last, Cluster, "the master node is a spot instance at up to this price in US dollars an hour; 0 means on-demand"),
        new("master_instance_type", Text, Last, Cluster, "EC2 type of the master node") { Default = "instance_type when there are no other nodes, else m5.xlarge" },
        new("max_concurrent_steps", Whole(1, 256), Last, Cluster, "steps that run at once on a persistent cluster; a job joins pooled clusters up to this level")
            { Default = "1", EmrMembers = ["StepConcurrencyLevel"] },
        new("max_mins_idle", Whole(1, 10_000), Last, Cluster, "minutes without a step after which a persistent cluster is terminated") { Default = "10" },
        new("num_core_instances", Whole(0, 2_000), Last, Cluster, "core nodes beside the master") { Default = "0" },
        new("num_task_instances", Whole(0, 2_000), Last, Cluster, "task nodes beside master and core nodes") { Default = "0" },
        new("pool_name", Name, Last, Cluster, "which pool") { Default = "default" },
        new("region", Text, Last, Cluster, "AWS region; must be the service's own, which starts clusters where it is") { Default = "the service's" },
        new("release_label", Text, Last, Cluster, "EMR release, such as emr-7.5.0") { Default = "the service's", InPoolHash = true, EmrMembers = ["ReleaseLabel"] },
        new("subnet", Subnets, Last, Cluster, "subnet of the cluster; with instance fleets also a list to choose from. Empty means none")
            { EmrMembers = ["Instances.Ec2SubnetId", "Instances.Ec2SubnetIds"] },
        new("tags", Tags, Dict, Cluster, "tags of the cluster, beside the service's own"),
        new("task_instance_bid_price", Price, Last, Cluster, "task nodes are spot instances at up to this price in US dollars an hour; 0 means on-demand"),
        new("task_instance_type", Text, Last, Cluster, "EC2 type of task nodes") { Default = "core_instance_type" },
        new("zone", Text, Last, Cluster, "availability zone") { EmrMembers = ["Instances.Placement"] },
    ];
}
