using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MrJob.Local.Emr.Wire;

namespace MrJob.Local.Emr.Clusters;

/// <summary>
/// The instances that a cluster would have: there are none, but callers count them, price them and look for their logs. All that is
/// made up is a digest of where the instance stands, so that it is the same at every look.
/// </summary>
internal static class Instances
{
    /// <param name="CollectionId">Of the instance group or fleet it belongs to.</param>
    public sealed record Instance(string CollectionId, string Role, int Index, string Type, string Market)
    {
        public string Id => "ci-" + Digest(CollectionId, Index, 13).ToUpperInvariant();
        public string Ec2Id => "i-" + Digest(CollectionId, Index, 17);
        public string PrivateIp => $"10.0.{Part(1)}.{Part(250)}";
        public string PublicIp => $"3.{Part(1)}.{Part(250)}.{Part(62500)}";
        public string PrivateDns => $"ip-{PrivateIp.Replace('.', '-')}.ec2.internal";
        public string PublicDns => $"ec2-{PublicIp.Replace('.', '-')}.compute-1.amazonaws.com";

        private uint Part(uint unit) => 4 + (Number(CollectionId, Index) / unit % 250);
    }

    /// <summary>All instances of the cluster, whether they are there yet, still or no more.</summary>
    public static IEnumerable<Instance> Of(ClusterRecord cluster) =>
        [.. cluster.Groups.SelectMany(OfGroup), .. cluster.Fleets.SelectMany(OfFleet)];

    /// <summary>The state of the cluster's groups, fleets and instances, which start and end with it.</summary>
    /// <param name="ending">What the thing is called while the cluster shuts down: instances have no such state and go at once.</param>
    public static Status StatusOf(ClusterRecord cluster, string ending = "TERMINATING") => new(
        cluster.State switch
        {
            ClusterState.Starting => "PROVISIONING",
            ClusterState.Bootstrapping => "BOOTSTRAPPING",
            ClusterState.Running or ClusterState.Waiting => "RUNNING",
            ClusterState.Terminating => ending,
            _ => "TERMINATED",
        },
        cluster.State.IsActive() ? new() : new("CLUSTER_TERMINATED", "Job flow terminated"),
        new Timeline(cluster.Created, cluster.Ready, EndDateTime: cluster.Ended));

    /// <summary>Whether the instances are up: from bootstrapping until the end.</summary>
    public static bool AreUp(ClusterRecord cluster) => cluster.State is > ClusterState.Starting and < ClusterState.Terminated;

    public static string? MasterDns(ClusterRecord cluster) =>
        cluster.State == ClusterState.Starting ? null : Of(cluster).FirstOrDefault(i => i.Role == "MASTER")?.PublicDns;

    /// <summary>
    /// How many instances of this type a fleet that wants so much capacity gets. It all comes from the first type that the fleet
    /// names.
    /// </summary>
    public static int FleetCount(InstanceFleetConfig fleet, int? target) =>
        (int)Math.Ceiling((target ?? 0) / (double)Weight(fleet));

    /// <summary>Capacity units that one instance of the fleet provides.</summary>
    public static int Weight(InstanceFleetConfig fleet) =>
        Math.Max(1, fleet.InstanceTypeConfigs is [var first, ..] ? first.WeightedCapacity ?? 1 : 1);

    /// <summary>
    /// The whole hours since the cluster was created, times EMR's weight of each instance's size: 1 for small, 2 for medium, 4 for
    /// large, 8 for each "x" of xlarge.
    /// </summary>
    public static int NormalizedHours(ClusterRecord cluster, DateTimeOffset now)
    {
        if (cluster.Ready is null)
            return 0;
        var hours = Math.Max(1, Math.Ceiling(((cluster.Ended ?? now) - cluster.Created).TotalHours));
        return (int)Math.Min(int.MaxValue, hours * Of(cluster).Sum(i => (long)SizeWeight(i.Type)));
    }

    private static int SizeWeight(string instanceType) => instanceType[(instanceType.IndexOf('.', StringComparison.Ordinal) + 1)..] switch
    {
        "small" => 1,
        "medium" => 2,
        "large" => 4,
        var size when size.EndsWith("xlarge", StringComparison.Ordinal) => 8 * Times(size[..^"xlarge".Length]),
        _ => 4,
    };

    private static int Times(string factor) =>
        int.TryParse(factor, NumberStyles.None, CultureInfo.InvariantCulture, out var times) ? Math.Clamp(times, 1, 1000) : 1;

    private static IEnumerable<Instance> OfGroup(InstanceGroup group)
    {
        var asked = group.Config;
        return Many(group.Id, asked.InstanceRole!, 0, asked.InstanceCount ?? 0, asked.InstanceType!, asked.Market ?? "ON_DEMAND");
    }

    private static IEnumerable<Instance> OfFleet(InstanceFleet fleet)
    {
        var asked = fleet.Config;
        if (asked.InstanceTypeConfigs is not [var type, ..])
            return [];
        var onDemand = FleetCount(asked, asked.TargetOnDemandCapacity);
        return
        [
            .. Many(fleet.Id, asked.InstanceFleetType!, 0, onDemand, type.InstanceType!, "ON_DEMAND"),
            .. Many(fleet.Id, asked.InstanceFleetType!, onDemand, FleetCount(asked, asked.TargetSpotCapacity), type.InstanceType!, "SPOT"),
        ];
    }

    private static IEnumerable<Instance> Many(string collection, string role, int first, int count, string type, string market) =>
        Enumerable.Range(first, count).Select(i => new Instance(collection, role, i, type, market));

    private static string Digest(string collection, int index, int length) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes($"{collection}/{index}")))[..length];

    private static uint Number(string collection, int index) =>
        uint.Parse(Digest(collection, index, 6), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
