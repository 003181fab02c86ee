using System.Globalization;
using System.Text.Json;
using Amazon.ElasticMapReduce.Model;
using MrJob.Core.Storage;

namespace MrJob.Core.Configuration;

/// <summary>Bounds on clusters that requests may ask for, so that a team can open its API without opening its wallet. Absent means no bound.</summary>
internal sealed record Limits
{
    /// <summary>Instances of one cluster, all roles together, and as many as it may scale to. Of a fleet its target capacity counts.</summary>
    public int? Instances { get; init; }

    /// <summary>Globs of EC2 types, such as <c>m5.*</c>.</summary>
    public IReadOnlyList<string>? InstanceTypes { get; init; }
    public IReadOnlyList<string>? Subnets { get; init; }

    /// <summary>Names of service roles and instance profiles.</summary>
    public IReadOnlyList<string>? Roles { get; init; }

    /// <summary>Reads the <c>limits</c> of a conf.</summary>
    public static Limits Read(JsonReader reader, JsonElement value, string path)
    {
        if (reader.Members(value, path, "instances", "instance_types", "subnets", "roles") is not { } members)
            return new();
        IReadOnlyList<string>? List(string name) => members.TryGetValue(name, out var list) ? reader.Texts(list, JsonReader.Child(path, name)) : null;
        var types = List("instance_types");
        foreach (var glob in types ?? [])
        {
            try
            {
                S3Glob.Parse(glob);
            }
            catch (FormatException e)
            {
                reader.Fault(JsonReader.Child(path, "instance_types"), e.Message);
            }
        }
        return new()
        {
            Instances = members.TryGetValue("instances", out var most) ? reader.Number(most, JsonReader.Child(path, "instances"), 1, 100_000) : null,
            InstanceTypes = types, Subnets = List("subnets"), Roles = List("roles"),
        };
    }

    /// <summary>A fault for each bound that the cluster would cross. Checked is what EMR would be asked, so that no option is a way around.</summary>
    /// <param name="source">Who set the bounds.</param>
    public IEnumerable<Fault> Check(RunJobFlowRequest request, string source)
    {
        const string path = "$.options";
        var asked = AskedInstances.Of(request);
        if (Instances is { } most && asked.Count > most)
            yield return new(path, string.Create(CultureInfo.InvariantCulture, $"asks for {asked.Count} instances; the limit 'instances' is {most}, set by {source}"));
        foreach (var type in asked.Types.Where(t => InstanceTypes is { } globs && !globs.Any(g => S3Glob.Parse(g).IsMatch(t))))
            yield return new(path, $"asks for {type}; the limit 'instance_types' is {string.Join(", ", InstanceTypes!)}, set by {source}");
        foreach (var subnet in Asked(request.Instances.Ec2SubnetIds, request.Instances.Ec2SubnetId).Where(s => Subnets is { } list && !list.Contains(s)))
            yield return new(path, $"asks for {subnet}; the limit 'subnets' is {string.Join(", ", Subnets!)}, set by {source}");
        if (Subnets is not null && !Asked(request.Instances.Ec2SubnetIds, request.Instances.Ec2SubnetId).Any())
            yield return new(path, $"asks for no subnet; the limit 'subnets' is {string.Join(", ", Subnets)}, set by {source}");
        foreach (var role in Asked([request.ServiceRole, request.JobFlowRole, request.AutoScalingRole], request.StepExecutionRoleArn).Where(r => Roles is { } list && !list.Contains(r)))
            yield return new(path, $"asks for the role {role}; the limit 'roles' is {string.Join(", ", Roles!)}, set by {source}");
    }

    private static IEnumerable<string> Asked(IEnumerable<string?>? some, string? one) => (some ?? []).Append(one).OfType<string>().Distinct();
}

/// <summary>How many instances of which types a cluster would have.</summary>
internal sealed record AskedInstances(long Count, IReadOnlyList<string> Types)
{
    public static AskedInstances Of(RunJobFlowRequest request)
    {
        var instances = request.Instances;
        var groups = instances.InstanceGroups ?? [];
        var fleets = instances.InstanceFleets ?? [];
        var fixedCount = groups.Sum(g => Math.Max(g.InstanceCount ?? 0, g.AutoScalingPolicy?.Constraints?.MaxCapacity ?? 0L))
            + fleets.Sum(f => (long)(f.TargetOnDemandCapacity ?? 0) + (f.TargetSpotCapacity ?? 0)) + (instances.InstanceCount ?? 0);
        var scaled = request.ManagedScalingPolicy?.ComputeLimits?.MaximumCapacityUnits is { } most ? most + 1L : 0; // EMR does not count the master
        var types = groups.Select(g => g.InstanceType)
            .Concat(fleets.SelectMany(f => f.InstanceTypeConfigs ?? []).Select(c => c.InstanceType))
            .Append(instances.MasterInstanceType).Append(instances.SlaveInstanceType);
        return new(Math.Max(fixedCount, scaled), [.. types.Where(t => !string.IsNullOrEmpty(t)).Distinct()]);
    }
}
