namespace Amazon.ElasticMapReduce.Model;

/// <summary>Rules by which an instance group grows and shrinks.</summary>
public class AutoScalingPolicy
{
    public ScalingConstraints Constraints { get; set; }
    public List<ScalingRule> Rules { get; set; }
}

/// <summary>The least and most instances a policy may scale to.</summary>
public class ScalingConstraints
{
    public int? MinCapacity { get; set; }
    public int? MaxCapacity { get; set; }
}

/// <summary>What to do when an alarm fires.</summary>
public class ScalingRule
{
    public string Name { get; set; }
    public string Description { get; set; }
    public ScalingAction Action { get; set; }
    public ScalingTrigger Trigger { get; set; }
}

/// <summary>How a rule changes a group.</summary>
public class ScalingAction
{
    public MarketType Market { get; set; }
    public SimpleScalingPolicyConfiguration SimpleScalingPolicyConfiguration { get; set; }
}

/// <summary>By how much to scale, and the pause in seconds after it.</summary>
public class SimpleScalingPolicyConfiguration
{
    public AdjustmentType AdjustmentType { get; set; }
    public int? ScalingAdjustment { get; set; }
    public int? CoolDown { get; set; }
}

/// <summary>The alarm that starts a rule.</summary>
public class ScalingTrigger
{
    public CloudWatchAlarmDefinition CloudWatchAlarmDefinition { get; set; }
}

/// <summary>A metric, its threshold, and for how many periods (in seconds) it must be crossed.</summary>
public class CloudWatchAlarmDefinition
{
    public ComparisonOperator ComparisonOperator { get; set; }
    public int? EvaluationPeriods { get; set; }
    public string MetricName { get; set; }
    public string Namespace { get; set; }
    public int? Period { get; set; }
    public Statistic Statistic { get; set; }
    public double? Threshold { get; set; }
    public Unit Unit { get; set; }
    public List<MetricDimension> Dimensions { get; set; }
}

/// <summary>A dimension of a CloudWatch metric.</summary>
public class MetricDimension
{
    public string Key { get; set; }
    public string Value { get; set; }
}

/// <summary>An automatic scaling policy and its state.</summary>
public class AutoScalingPolicyDescription
{
    public AutoScalingPolicyStatus Status { get; set; }
    public ScalingConstraints Constraints { get; set; }
    public List<ScalingRule> Rules { get; set; }
}

/// <summary>Whether an automatic scaling policy is in force, and why.</summary>
public class AutoScalingPolicyStatus
{
    public AutoScalingPolicyState State { get; set; }
    public AutoScalingPolicyStateChangeReason StateChangeReason { get; set; }
}

/// <summary>Why a scaling policy changed its state.</summary>
public class AutoScalingPolicyStateChangeReason
{
    public AutoScalingPolicyStateChangeReasonCode Code { get; set; }
    public string Message { get; set; }
}
