using System.Text.Json.Serialization;
using MrJob.Local.Emr.Clusters;
using MrJob.Local.Emr.Wire;

namespace MrJob.Local.Emr.Operations;

internal sealed record ListSupportedInstanceTypesInput
{
    [Required] public string? ReleaseLabel { get; init; }
    public string? Marker { get; init; }
}

internal sealed record ListSupportedInstanceTypesOutput(IReadOnlyList<SupportedInstanceType> SupportedInstanceTypes, string? Marker);

/// <param name="MemoryGB">In GiB, as EMR counts under this name.</param>
internal sealed record SupportedInstanceType(
    string Type, [property: JsonPropertyName("MemoryGB")] float MemoryGB, [property: JsonPropertyName("VCPU")] int VCpu, bool Is64BitsOnly,
    string InstanceFamilyId, string Architecture);

/// <summary>EC2's instance types with what matters to a job. Which release takes which is not known here: every release gets all.</summary>
internal static class ListSupportedInstanceTypes
{
    public static ListSupportedInstanceTypesOutput Answer(ListSupportedInstanceTypesInput input)
    {
        if (!Releases.Labels.Contains(input.ReleaseLabel))
            throw EmrException.InvalidRequest($"Release label '{input.ReleaseLabel}' is not valid.");
        var (page, next) = Paging.Page(InstanceTypes.All.Index(), t => -t.Index, input.Marker, InstanceTypes.All.Count);
        return new([.. page.Select(t => Of(t.Item))], next);
    }

    private static SupportedInstanceType Of(InstanceType type) => new(
        type.Name, type.MemoryMiB / 1024f, type.VCpus, Is64BitsOnly: true, type.Name[..type.Name.IndexOf('.', StringComparison.Ordinal)],
        type.IsArm ? "ARM64" : "X86_64");
}
