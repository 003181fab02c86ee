using Amazon.Runtime;

namespace Amazon.ElasticMapReduce;

/// <summary>What managed scaling counts.</summary>
public class ComputeLimitsUnitType(string value) : ConstantClass(value)
{
    public static readonly ComputeLimitsUnitType InstanceFleetUnits = new("InstanceFleetUnits");
    public static readonly ComputeLimitsUnitType Instances = new("Instances");
    public static readonly ComputeLimitsUnitType VCPU = new("VCPU");

    public static ComputeLimitsUnitType FindValue(string value) => FindValue<ComputeLimitsUnitType>(value);

    public static implicit operator ComputeLimitsUnitType(string value) => FindValue(value);
}

/// <summary>How managed scaling decides.</summary>
public class ScalingStrategy(string value) : ConstantClass(value)
{
    public static readonly ScalingStrategy DEFAULT = new("DEFAULT");
    public static readonly ScalingStrategy ADVANCED = new("ADVANCED");

    public static ScalingStrategy FindValue(string value) => FindValue<ScalingStrategy>(value);

    public static implicit operator ScalingStrategy(string value) => FindValue(value);
}

/// <summary>What a scaling adjustment counts.</summary>
public class AdjustmentType(string value) : ConstantClass(value)
{
    public static readonly AdjustmentType CHANGE_IN_CAPACITY = new("CHANGE_IN_CAPACITY");
    public static readonly AdjustmentType PERCENT_CHANGE_IN_CAPACITY = new("PERCENT_CHANGE_IN_CAPACITY");
    public static readonly AdjustmentType EXACT_CAPACITY = new("EXACT_CAPACITY");

    public static AdjustmentType FindValue(string value) => FindValue<AdjustmentType>(value);

    public static implicit operator AdjustmentType(string value) => FindValue(value);
}

/// <summary>Whether a scaling policy is in force.</summary>
public class AutoScalingPolicyState(string value) : ConstantClass(value)
{
    public static readonly AutoScalingPolicyState PENDING = new("PENDING");
    public static readonly AutoScalingPolicyState ATTACHING = new("ATTACHING");
    public static readonly AutoScalingPolicyState ATTACHED = new("ATTACHED");
    public static readonly AutoScalingPolicyState DETACHING = new("DETACHING");
    public static readonly AutoScalingPolicyState DETACHED = new("DETACHED");
    public static readonly AutoScalingPolicyState FAILED = new("FAILED");

    public static AutoScalingPolicyState FindValue(string value) => FindValue<AutoScalingPolicyState>(value);

    public static implicit operator AutoScalingPolicyState(string value) => FindValue(value);
}

/// <summary>Why a scaling policy changed its state.</summary>
public class AutoScalingPolicyStateChangeReasonCode(string value) : ConstantClass(value)
{
    public static readonly AutoScalingPolicyStateChangeReasonCode USER_REQUEST = new("USER_REQUEST");
    public static readonly AutoScalingPolicyStateChangeReasonCode PROVISION_FAILURE = new("PROVISION_FAILURE");
    public static readonly AutoScalingPolicyStateChangeReasonCode CLEANUP_FAILURE = new("CLEANUP_FAILURE");

    public static AutoScalingPolicyStateChangeReasonCode FindValue(string value) =>
        FindValue<AutoScalingPolicyStateChangeReasonCode>(value);

    public static implicit operator AutoScalingPolicyStateChangeReasonCode(string value) => FindValue(value);
}

/// <summary>How an alarm compares a metric with its threshold.</summary>
public class ComparisonOperator(string value) : ConstantClass(value)
{
    public static readonly ComparisonOperator GREATER_THAN_OR_EQUAL = new("GREATER_THAN_OR_EQUAL");
    public static readonly ComparisonOperator GREATER_THAN = new("GREATER_THAN");
    public static readonly ComparisonOperator LESS_THAN = new("LESS_THAN");
    public static readonly ComparisonOperator LESS_THAN_OR_EQUAL = new("LESS_THAN_OR_EQUAL");

    public static ComparisonOperator FindValue(string value) => FindValue<ComparisonOperator>(value);

    public static implicit operator ComparisonOperator(string value) => FindValue(value);
}

/// <summary>How an alarm sums up a metric.</summary>
public class Statistic(string value) : ConstantClass(value)
{
    public static readonly Statistic SAMPLE_COUNT = new("SAMPLE_COUNT");
    public static readonly Statistic AVERAGE = new("AVERAGE");
    public static readonly Statistic SUM = new("SUM");
    public static readonly Statistic MINIMUM = new("MINIMUM");
    public static readonly Statistic MAXIMUM = new("MAXIMUM");

    public static Statistic FindValue(string value) => FindValue<Statistic>(value);

    public static implicit operator Statistic(string value) => FindValue(value);
}

/// <summary>The unit of a metric.</summary>
public class Unit(string value) : ConstantClass(value)
{
    public static readonly Unit NONE = new("NONE");
    public static readonly Unit SECONDS = new("SECONDS");
    public static readonly Unit MICRO_SECONDS = new("MICRO_SECONDS");
    public static readonly Unit MILLI_SECONDS = new("MILLI_SECONDS");
    public static readonly Unit BYTES = new("BYTES");
    public static readonly Unit KILO_BYTES = new("KILO_BYTES");
    public static readonly Unit MEGA_BYTES = new("MEGA_BYTES");
    public static readonly Unit GIGA_BYTES = new("GIGA_BYTES");
    public static readonly Unit TERA_BYTES = new("TERA_BYTES");
    public static readonly Unit BITS = new("BITS");
    public static readonly Unit KILO_BITS = new("KILO_BITS");
    public static readonly Unit MEGA_BITS = new("MEGA_BITS");
    public static readonly Unit GIGA_BITS = new("GIGA_BITS");
    public static readonly Unit TERA_BITS = new("TERA_BITS");
    public static readonly Unit PERCENT = new("PERCENT");
    public static readonly Unit COUNT = new("COUNT");
    public static readonly Unit BYTES_PER_SECOND = new("BYTES_PER_SECOND");
    public static readonly Unit KILO_BYTES_PER_SECOND = new("KILO_BYTES_PER_SECOND");
    public static readonly Unit MEGA_BYTES_PER_SECOND = new("MEGA_BYTES_PER_SECOND");
    public static readonly Unit GIGA_BYTES_PER_SECOND = new("GIGA_BYTES_PER_SECOND");
    public static readonly Unit TERA_BYTES_PER_SECOND = new("TERA_BYTES_PER_SECOND");
    public static readonly Unit BITS_PER_SECOND = new("BITS_PER_SECOND");
    public static readonly Unit KILO_BITS_PER_SECOND = new("KILO_BITS_PER_SECOND");
    public static readonly Unit MEGA_BITS_PER_SECOND = new("MEGA_BITS_PER_SECOND");
    public static readonly Unit GIGA_BITS_PER_SECOND = new("GIGA_BITS_PER_SECOND");
    public static readonly Unit TERA_BITS_PER_SECOND = new("TERA_BITS_PER_SECOND");
    public static readonly Unit COUNT_PER_SECOND = new("COUNT_PER_SECOND");

    public static Unit FindValue(string value) => FindValue<Unit>(value);

    public static implicit operator Unit(string value) => FindValue(value);
}
