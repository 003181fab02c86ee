namespace Amazon.ElasticMapReduce.Model;

/// <summary>Limits within which EMR sizes a cluster by itself.</summary>
public class ManagedScalingPolicy
{
    public ComputeLimits ComputeLimits { get; set; }
    public int? UtilizationPerformanceIndex { get; set; }
    public ScalingStrategy ScalingStrategy { get; set; }
}

/// <summary>The least and most capacity of managed scaling, in the unit named.</summary>
public class ComputeLimits
{
    public ComputeLimitsUnitType UnitType { get; set; }
    public int? MinimumCapacityUnits { get; set; }
    public int? MaximumCapacityUnits { get; set; }
    public int? MaximumOnDemandCapacityUnits { get; set; }
    public int? MaximumCoreCapacityUnits { get; set; }
}
