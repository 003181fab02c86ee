using System.Globalization;
using System.Text.RegularExpressions;

namespace MrJob.Local.Emr.Clusters;

/// <summary>EC2's instance types, from the table in <c>instance-types.csv</c> beside this file.</summary>
internal static partial class InstanceTypes
{
    private const string Table = "MrJob.Local.Emr.Clusters.instance-types.csv";

    /// <summary>By name.</summary>
    public static IReadOnlyList<InstanceType> All { get; } = [.. Read()];

    private static IEnumerable<InstanceType> Read()
    {
        using var reader = new StreamReader(typeof(InstanceTypes).Assembly.GetManifestResourceStream(Table)!);
        reader.ReadLine(); // the header: instance_type,vcpus,memory_mib
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split(',');
            yield return new(cells[0], int.Parse(cells[1], CultureInfo.InvariantCulture), int.Parse(cells[2], CultureInfo.InvariantCulture));
        }
    }

    /// <summary>AWS marks its own ARM processors with a g after the generation; a1 was the first of them.</summary>
    [GeneratedRegex(@"^(a1|[a-z]+\d+g[a-z]*)\.", RegexOptions.CultureInvariant)]
    internal static partial Regex Arm();
}

internal sealed record InstanceType(string Name, int VCpus, int MemoryMiB)
{
    public bool IsArm => InstanceTypes.Arm().IsMatch(Name);
}
