namespace Amazon.ElasticMapReduce.Model;

/// <summary>How a fleet gets its first instances.</summary>
public class InstanceFleetProvisioningSpecifications
{
    public SpotProvisioningSpecification SpotSpecification { get; set; }
    public OnDemandProvisioningSpecification OnDemandSpecification { get; set; }
}

/// <summary>How long to wait for spot capacity, in minutes, and what to do then.</summary>
public class SpotProvisioningSpecification
{
    public int? TimeoutDurationMinutes { get; set; }
    public SpotProvisioningTimeoutAction TimeoutAction { get; set; }
    public int? BlockDurationMinutes { get; set; }
    public SpotProvisioningAllocationStrategy AllocationStrategy { get; set; }
}

/// <summary>How on-demand instances are chosen.</summary>
public class OnDemandProvisioningSpecification
{
    public OnDemandProvisioningAllocationStrategy AllocationStrategy { get; set; }
    public OnDemandCapacityReservationOptions CapacityReservationOptions { get; set; }
}

/// <summary>Which capacity reservations to use first.</summary>
public class OnDemandCapacityReservationOptions
{
    public OnDemandCapacityReservationUsageStrategy UsageStrategy { get; set; }
    public OnDemandCapacityReservationPreference CapacityReservationPreference { get; set; }
    public string CapacityReservationResourceGroupArn { get; set; }
}
