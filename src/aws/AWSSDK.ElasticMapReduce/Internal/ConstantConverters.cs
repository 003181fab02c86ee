using System.Text.Json;
using System.Text.Json.Serialization;
using Amazon.Runtime;

namespace Amazon.ElasticMapReduce.Internal;

/// <summary>A constant is its text; a text that this client does not know becomes a new constant.</summary>
internal sealed class ConstantConverter<T>(Func<string, T> find) : JsonConverter<T> where T : ConstantClass
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => find(reader.GetString());

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}

/// <summary>A converter for every kind of constant that a shape has, named one by one so that trimming keeps them.</summary>
internal static class ConstantConverters
{
    public static readonly JsonConverter[] All =
    [
        Constant(ActionOnFailure.FindValue),
        Constant(AdjustmentType.FindValue),
        Constant(AutoScalingPolicyState.FindValue),
        Constant(AutoScalingPolicyStateChangeReasonCode.FindValue),
        Constant(CancelStepsRequestStatus.FindValue),
        Constant(ClusterState.FindValue),
        Constant(ClusterStateChangeReasonCode.FindValue),
        Constant(ComparisonOperator.FindValue),
        Constant(ComputeLimitsUnitType.FindValue),
        Constant(InstanceCollectionType.FindValue),
        Constant(InstanceFleetState.FindValue),
        Constant(InstanceFleetStateChangeReasonCode.FindValue),
        Constant(InstanceFleetType.FindValue),
        Constant(InstanceGroupState.FindValue),
        Constant(InstanceGroupStateChangeReasonCode.FindValue),
        Constant(InstanceGroupType.FindValue),
        Constant(InstanceRoleType.FindValue),
        Constant(InstanceState.FindValue),
        Constant(InstanceStateChangeReasonCode.FindValue),
        Constant(MarketType.FindValue),
        Constant(OnDemandCapacityReservationPreference.FindValue),
        Constant(OnDemandCapacityReservationUsageStrategy.FindValue),
        Constant(OnDemandProvisioningAllocationStrategy.FindValue),
        Constant(PlacementGroupStrategy.FindValue),
        Constant(RepoUpgradeOnBoot.FindValue),
        Constant(ScaleDownBehavior.FindValue),
        Constant(ScalingStrategy.FindValue),
        Constant(SpotProvisioningAllocationStrategy.FindValue),
        Constant(SpotProvisioningTimeoutAction.FindValue),
        Constant(Statistic.FindValue),
        Constant(StepCancellationOption.FindValue),
        Constant(StepState.FindValue),
        Constant(StepStateChangeReasonCode.FindValue),
        Constant(Unit.FindValue),
    ];

    private static ConstantConverter<T> Constant<T>(Func<string, T> find) where T : ConstantClass => new(find);
}
