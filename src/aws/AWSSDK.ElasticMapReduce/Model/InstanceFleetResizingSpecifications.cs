namespace Amazon.ElasticMapReduce.Model;

/// <summary>How a fleet gets more instances later.</summary>
public class InstanceFleetResizingSpecifications
{
    public SpotResizingSpecification SpotResizeSpecification { get; set; }
    public OnDemandResizingSpecification OnDemandResizeSpecification { get; set; }
}

/// <summary>How long to wait for spot capacity when resizing, in minutes.</summary>
public class SpotResizingSpecification
{
    public int? TimeoutDurationMinutes { get; set; }
    public SpotProvisioningAllocationStrategy AllocationStrategy { get; set; }
}

/// <summary>How long to wait for on-demand capacity when resizing, in minutes.</summary>
public class OnDemandResizingSpecification
{
    public int? TimeoutDurationMinutes { get; set; }
    public OnDemandProvisioningAllocationStrategy AllocationStrategy { get; set; }
    public OnDemandCapacityReservationOptions CapacityReservationOptions { get; set; }
}
