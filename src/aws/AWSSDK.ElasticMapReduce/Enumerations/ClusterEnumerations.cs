using Amazon.Runtime;

namespace Amazon.ElasticMapReduce;

/// <summary>The states of a cluster, from STARTING to TERMINATED.</summary>
public class ClusterState(string value) : ConstantClass(value)
{
    public static readonly ClusterState STARTING = new("STARTING");
    public static readonly ClusterState BOOTSTRAPPING = new("BOOTSTRAPPING");
    public static readonly ClusterState RUNNING = new("RUNNING");
    public static readonly ClusterState WAITING = new("WAITING");
    public static readonly ClusterState TERMINATING = new("TERMINATING");
    public static readonly ClusterState TERMINATED = new("TERMINATED");
    public static readonly ClusterState TERMINATED_WITH_ERRORS = new("TERMINATED_WITH_ERRORS");

    public static ClusterState FindValue(string value) => FindValue<ClusterState>(value);

    public static implicit operator ClusterState(string value) => FindValue(value);
}

/// <summary>Why a cluster changed its state.</summary>
public class ClusterStateChangeReasonCode(string value) : ConstantClass(value)
{
    public static readonly ClusterStateChangeReasonCode INTERNAL_ERROR = new("INTERNAL_ERROR");
    public static readonly ClusterStateChangeReasonCode VALIDATION_ERROR = new("VALIDATION_ERROR");
    public static readonly ClusterStateChangeReasonCode INSTANCE_FAILURE = new("INSTANCE_FAILURE");
    public static readonly ClusterStateChangeReasonCode INSTANCE_FLEET_TIMEOUT = new("INSTANCE_FLEET_TIMEOUT");
    public static readonly ClusterStateChangeReasonCode BOOTSTRAP_FAILURE = new("BOOTSTRAP_FAILURE");
    public static readonly ClusterStateChangeReasonCode USER_REQUEST = new("USER_REQUEST");
    public static readonly ClusterStateChangeReasonCode STEP_FAILURE = new("STEP_FAILURE");
    public static readonly ClusterStateChangeReasonCode ALL_STEPS_COMPLETED = new("ALL_STEPS_COMPLETED");

    public static ClusterStateChangeReasonCode FindValue(string value) => FindValue<ClusterStateChangeReasonCode>(value);

    public static implicit operator ClusterStateChangeReasonCode(string value) => FindValue(value);
}

/// <summary>Whether a cluster has instance groups or instance fleets.</summary>
public class InstanceCollectionType(string value) : ConstantClass(value)
{
    public static readonly InstanceCollectionType INSTANCE_FLEET = new("INSTANCE_FLEET");
    public static readonly InstanceCollectionType INSTANCE_GROUP = new("INSTANCE_GROUP");

    public static InstanceCollectionType FindValue(string value) => FindValue<InstanceCollectionType>(value);

    public static implicit operator InstanceCollectionType(string value) => FindValue(value);
}

/// <summary>Which package updates a node applies when it boots.</summary>
public class RepoUpgradeOnBoot(string value) : ConstantClass(value)
{
    public static readonly RepoUpgradeOnBoot SECURITY = new("SECURITY");
    public static readonly RepoUpgradeOnBoot NONE = new("NONE");

    public static RepoUpgradeOnBoot FindValue(string value) => FindValue<RepoUpgradeOnBoot>(value);

    public static implicit operator RepoUpgradeOnBoot(string value) => FindValue(value);
}

/// <summary>When an instance that is given back terminates.</summary>
public class ScaleDownBehavior(string value) : ConstantClass(value)
{
    public static readonly ScaleDownBehavior TERMINATE_AT_INSTANCE_HOUR = new("TERMINATE_AT_INSTANCE_HOUR");
    public static readonly ScaleDownBehavior TERMINATE_AT_TASK_COMPLETION = new("TERMINATE_AT_TASK_COMPLETION");

    public static ScaleDownBehavior FindValue(string value) => FindValue<ScaleDownBehavior>(value);

    public static implicit operator ScaleDownBehavior(string value) => FindValue(value);
}

/// <summary>How instances are spread over hardware.</summary>
public class PlacementGroupStrategy(string value) : ConstantClass(value)
{
    public static readonly PlacementGroupStrategy SPREAD = new("SPREAD");
    public static readonly PlacementGroupStrategy PARTITION = new("PARTITION");
    public static readonly PlacementGroupStrategy CLUSTER = new("CLUSTER");
    public static readonly PlacementGroupStrategy NONE = new("NONE");

    public static PlacementGroupStrategy FindValue(string value) => FindValue<PlacementGroupStrategy>(value);

    public static implicit operator PlacementGroupStrategy(string value) => FindValue(value);
}
