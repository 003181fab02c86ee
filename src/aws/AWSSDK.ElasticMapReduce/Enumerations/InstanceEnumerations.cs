using Amazon.Runtime;

namespace Amazon.ElasticMapReduce;

/// <summary>The states of an instance.</summary>
public class InstanceState(string value) : ConstantClass(value)
{
    public static readonly InstanceState AWAITING_FULFILLMENT = new("AWAITING_FULFILLMENT");
    public static readonly InstanceState PROVISIONING = new("PROVISIONING");
    public static readonly InstanceState BOOTSTRAPPING = new("BOOTSTRAPPING");
    public static readonly InstanceState RUNNING = new("RUNNING");
    public static readonly InstanceState TERMINATED = new("TERMINATED");

    public static InstanceState FindValue(string value) => FindValue<InstanceState>(value);

    public static implicit operator InstanceState(string value) => FindValue(value);
}

/// <summary>Why an instance changed its state.</summary>
public class InstanceStateChangeReasonCode(string value) : ConstantClass(value)
{
    public static readonly InstanceStateChangeReasonCode INTERNAL_ERROR = new("INTERNAL_ERROR");
    public static readonly InstanceStateChangeReasonCode VALIDATION_ERROR = new("VALIDATION_ERROR");
    public static readonly InstanceStateChangeReasonCode INSTANCE_FAILURE = new("INSTANCE_FAILURE");
    public static readonly InstanceStateChangeReasonCode BOOTSTRAP_FAILURE = new("BOOTSTRAP_FAILURE");
    public static readonly InstanceStateChangeReasonCode CLUSTER_TERMINATED = new("CLUSTER_TERMINATED");

    public static InstanceStateChangeReasonCode FindValue(string value) => FindValue<InstanceStateChangeReasonCode>(value);

    public static implicit operator InstanceStateChangeReasonCode(string value) => FindValue(value);
}

/// <summary>The role of a group, as a request names it.</summary>
public class InstanceRoleType(string value) : ConstantClass(value)
{
    public static readonly InstanceRoleType MASTER = new("MASTER");
    public static readonly InstanceRoleType CORE = new("CORE");
    public static readonly InstanceRoleType TASK = new("TASK");

    public static InstanceRoleType FindValue(string value) => FindValue<InstanceRoleType>(value);

    public static implicit operator InstanceRoleType(string value) => FindValue(value);
}

/// <summary>On-demand or spot.</summary>
public class MarketType(string value) : ConstantClass(value)
{
    public static readonly MarketType ON_DEMAND = new("ON_DEMAND");
    public static readonly MarketType SPOT = new("SPOT");

    public static MarketType FindValue(string value) => FindValue<MarketType>(value);

    public static implicit operator MarketType(string value) => FindValue(value);
}

/// <summary>The role of a group, as EMR shows it.</summary>
public class InstanceGroupType(string value) : ConstantClass(value)
{
    public static readonly InstanceGroupType MASTER = new("MASTER");
    public static readonly InstanceGroupType CORE = new("CORE");
    public static readonly InstanceGroupType TASK = new("TASK");

    public static InstanceGroupType FindValue(string value) => FindValue<InstanceGroupType>(value);

    public static implicit operator InstanceGroupType(string value) => FindValue(value);
}

/// <summary>The states of an instance group.</summary>
public class InstanceGroupState(string value) : ConstantClass(value)
{
    public static readonly InstanceGroupState PROVISIONING = new("PROVISIONING");
    public static readonly InstanceGroupState BOOTSTRAPPING = new("BOOTSTRAPPING");
    public static readonly InstanceGroupState RUNNING = new("RUNNING");
    public static readonly InstanceGroupState RECONFIGURING = new("RECONFIGURING");
    public static readonly InstanceGroupState RESIZING = new("RESIZING");
    public static readonly InstanceGroupState SUSPENDED = new("SUSPENDED");
    public static readonly InstanceGroupState TERMINATING = new("TERMINATING");
    public static readonly InstanceGroupState TERMINATED = new("TERMINATED");
    public static readonly InstanceGroupState ARRESTED = new("ARRESTED");
    public static readonly InstanceGroupState SHUTTING_DOWN = new("SHUTTING_DOWN");
    public static readonly InstanceGroupState ENDED = new("ENDED");

    public static InstanceGroupState FindValue(string value) => FindValue<InstanceGroupState>(value);

    public static implicit operator InstanceGroupState(string value) => FindValue(value);
}

/// <summary>Why a group changed its state.</summary>
public class InstanceGroupStateChangeReasonCode(string value) : ConstantClass(value)
{
    public static readonly InstanceGroupStateChangeReasonCode INTERNAL_ERROR = new("INTERNAL_ERROR");
    public static readonly InstanceGroupStateChangeReasonCode VALIDATION_ERROR = new("VALIDATION_ERROR");
    public static readonly InstanceGroupStateChangeReasonCode INSTANCE_FAILURE = new("INSTANCE_FAILURE");
    public static readonly InstanceGroupStateChangeReasonCode CLUSTER_TERMINATED = new("CLUSTER_TERMINATED");

    public static InstanceGroupStateChangeReasonCode FindValue(string value) => FindValue<InstanceGroupStateChangeReasonCode>(value);

    public static implicit operator InstanceGroupStateChangeReasonCode(string value) => FindValue(value);
}
