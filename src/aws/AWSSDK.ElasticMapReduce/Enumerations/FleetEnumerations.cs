using Amazon.Runtime;

namespace Amazon.ElasticMapReduce;

/// <summary>The role of a fleet.</summary>
public class InstanceFleetType(string value) : ConstantClass(value)
{
    public static readonly InstanceFleetType MASTER = new("MASTER");
    public static readonly InstanceFleetType CORE = new("CORE");
    public static readonly InstanceFleetType TASK = new("TASK");

    public static InstanceFleetType FindValue(string value) => FindValue<InstanceFleetType>(value);

    public static implicit operator InstanceFleetType(string value) => FindValue(value);
}

/// <summary>The states of an instance fleet.</summary>
public class InstanceFleetState(string value) : ConstantClass(value)
{
    public static readonly InstanceFleetState PROVISIONING = new("PROVISIONING");
    public static readonly InstanceFleetState BOOTSTRAPPING = new("BOOTSTRAPPING");
    public static readonly InstanceFleetState RUNNING = new("RUNNING");
    public static readonly InstanceFleetState RESIZING = new("RESIZING");
    public static readonly InstanceFleetState RECONFIGURING = new("RECONFIGURING");
    public static readonly InstanceFleetState SUSPENDED = new("SUSPENDED");
    public static readonly InstanceFleetState TERMINATING = new("TERMINATING");
    public static readonly InstanceFleetState TERMINATED = new("TERMINATED");

    public static InstanceFleetState FindValue(string value) => FindValue<InstanceFleetState>(value);

    public static implicit operator InstanceFleetState(string value) => FindValue(value);
}

/// <summary>Why a fleet changed its state.</summary>
public class InstanceFleetStateChangeReasonCode(string value) : ConstantClass(value)
{
    public static readonly InstanceFleetStateChangeReasonCode INTERNAL_ERROR = new("INTERNAL_ERROR");
    public static readonly InstanceFleetStateChangeReasonCode VALIDATION_ERROR = new("VALIDATION_ERROR");
    public static readonly InstanceFleetStateChangeReasonCode INSTANCE_FAILURE = new("INSTANCE_FAILURE");
    public static readonly InstanceFleetStateChangeReasonCode CLUSTER_TERMINATED = new("CLUSTER_TERMINATED");

    public static InstanceFleetStateChangeReasonCode FindValue(string value) => FindValue<InstanceFleetStateChangeReasonCode>(value);

    public static implicit operator InstanceFleetStateChangeReasonCode(string value) => FindValue(value);
}

/// <summary>How spot instance types are chosen.</summary>
public class SpotProvisioningAllocationStrategy(string value) : ConstantClass(value)
{
    public static readonly SpotProvisioningAllocationStrategy CapacityOptimized = new("capacity-optimized");
    public static readonly SpotProvisioningAllocationStrategy PriceCapacityOptimized = new("price-capacity-optimized");
    public static readonly SpotProvisioningAllocationStrategy LowestPrice = new("lowest-price");
    public static readonly SpotProvisioningAllocationStrategy Diversified = new("diversified");
    public static readonly SpotProvisioningAllocationStrategy CapacityOptimizedPrioritized = new("capacity-optimized-prioritized");

    public static SpotProvisioningAllocationStrategy FindValue(string value) => FindValue<SpotProvisioningAllocationStrategy>(value);

    public static implicit operator SpotProvisioningAllocationStrategy(string value) => FindValue(value);
}

/// <summary>What happens when spot capacity does not come in time.</summary>
public class SpotProvisioningTimeoutAction(string value) : ConstantClass(value)
{
    public static readonly SpotProvisioningTimeoutAction SWITCH_TO_ON_DEMAND = new("SWITCH_TO_ON_DEMAND");
    public static readonly SpotProvisioningTimeoutAction TERMINATE_CLUSTER = new("TERMINATE_CLUSTER");

    public static SpotProvisioningTimeoutAction FindValue(string value) => FindValue<SpotProvisioningTimeoutAction>(value);

    public static implicit operator SpotProvisioningTimeoutAction(string value) => FindValue(value);
}

/// <summary>How on-demand instance types are chosen.</summary>
public class OnDemandProvisioningAllocationStrategy(string value) : ConstantClass(value)
{
    public static readonly OnDemandProvisioningAllocationStrategy LowestPrice = new("lowest-price");
    public static readonly OnDemandProvisioningAllocationStrategy Prioritized = new("prioritized");

    public static OnDemandProvisioningAllocationStrategy FindValue(string value) =>
        FindValue<OnDemandProvisioningAllocationStrategy>(value);

    public static implicit operator OnDemandProvisioningAllocationStrategy(string value) => FindValue(value);
}

/// <summary>Whether open capacity reservations are used.</summary>
public class OnDemandCapacityReservationPreference(string value) : ConstantClass(value)
{
    public static readonly OnDemandCapacityReservationPreference Open = new("open");
    public static readonly OnDemandCapacityReservationPreference None = new("none");

    public static OnDemandCapacityReservationPreference FindValue(string value) => FindValue<OnDemandCapacityReservationPreference>(value);

    public static implicit operator OnDemandCapacityReservationPreference(string value) => FindValue(value);
}

/// <summary>Whether capacity reservations are used first.</summary>
public class OnDemandCapacityReservationUsageStrategy(string value) : ConstantClass(value)
{
    public static readonly OnDemandCapacityReservationUsageStrategy UseCapacityReservationsFirst = new("use-capacity-reservations-first");

    public static OnDemandCapacityReservationUsageStrategy FindValue(string value) =>
        FindValue<OnDemandCapacityReservationUsageStrategy>(value);

    public static implicit operator OnDemandCapacityReservationUsageStrategy(string value) => FindValue(value);
}
