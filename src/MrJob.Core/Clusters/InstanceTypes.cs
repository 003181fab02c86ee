using System.Collections.Frozen;
using System.Globalization;

namespace MrJob.Core.Clusters;

/// <summary>EC2's instance types, from <c>instance-types.csv</c> beside this file. AWS adds to them: a type that is not there is no fault.</summary>
internal static class InstanceTypes
{
    private static readonly FrozenDictionary<string, InstanceType> ByName = Read().ToFrozenDictionary(t => t.Name, StringComparer.Ordinal);

    /// <summary>The type, or null for one that the table does not have.</summary>
    public static InstanceType? Find(string name) => ByName.GetValueOrDefault(name);

    private static IEnumerable<InstanceType> Read()
    {
        using var reader = new StreamReader(typeof(InstanceTypes).Assembly.GetManifestResourceStream("instance-types.csv")!);
        reader.ReadLine(); // the header
        while (reader.ReadLine()?.Split(',') is [var name, var vcpus, var memory])
            yield return new(name, int.Parse(vcpus, CultureInfo.InvariantCulture), int.Parse(memory, CultureInfo.InvariantCulture));
    }
}

/// <param name="ComputeUnits">vCPUs. The compute units that EC2 once counted in are no longer published.</param>
/// <param name="MemoryMiB">In MiB.</param>
internal sealed record InstanceType(string Name, int ComputeUnits, int MemoryMiB);
