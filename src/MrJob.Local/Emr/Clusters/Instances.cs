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
    /// <param name="Ended">When it was taken away while the cluster lived on.</param>
    public sealed record Instance(
        string CollectionId, string Role, int Index, string Type, string Market, EbsConfiguration? Ebs, DateTimeOffset Created, DateTimeOffset? Ended)
    {
        public string Id => "ci-" + Digest(CollectionId, Index, 13).ToUpperInvariant();
        public string Ec2Id => "i-" + Digest(CollectionId, Index, 17);
        public string PrivateIp => $"10.0.{Part(1)}.{Part(250)}";
        public string PublicIp => $"3.{Part(1)}.{Part(250)}.{Part(62500)}";
        public string PrivateDns => $"ip-{PrivateIp.Replace('.', '-')}.ec2.internal";
        public string PublicDns => $"ec2-{PublicIp.Replace('.', '-')}.compute-1.amazonaws.com";

        public string VolumeId(string device) => "vol-" + Digest(CollectionId + device, Index, 17);

        private uint Part(uint unit) => 4 + (Number(CollectionId, Index) / unit % 250);
    }

    /// <summary>All instances of the cluster, master first, whether they are there yet, still or no more.</summary>
    public static IEnumerable<Instance> Of(ClusterRecord cluster) =>
        [.. cluster.Groups.SelectMany(OfGroup), .. cluster.Fleets.SelectMany(OfFleet)];

    /// <summary>The state of a group or fleet, which starts and ends with its cluster.</summary>
    public static Status StatusOf(ClusterRecord cluster, DateTimeOffset created) => StatusOf(cluster, created, "TERMINATING");

    /// <summary>The state of an instance. It has no TERMINATING: when its cluster shuts down it goes at once.</summary>
    public static Status StatusOf(ClusterRecord cluster, Instance instance) => instance.Ended is { } ended
        ? new("TERMINATED", new(Message: "Instance was removed by a resize request."),
            new(instance.Created, ReadyAt(cluster, instance.Created), EndDateTime: ended))
        : StatusOf(cluster, instance.Created, "TERMINATED");

    private static Status StatusOf(ClusterRecord cluster, DateTimeOffset created, string ending) => new(
        cluster.State switch
        {
            ClusterState.Starting => "PROVISIONING",
            ClusterState.Bootstrapping => "BOOTSTRAPPING",
            ClusterState.Running or ClusterState.Waiting => "RUNNING",
            ClusterState.Terminating => ending,
            _ => "TERMINATED",
        },
        cluster.State.IsActive() ? new() : new("CLUSTER_TERMINATED", "Job flow terminated"),
        new Timeline(created, ReadyAt(cluster, created), EndDateTime: cluster.Ended));

    /// <summary>What joins a cluster that is up is ready at once.</summary>
    private static DateTimeOffset? ReadyAt(ClusterRecord cluster, DateTimeOffset created) =>
        cluster.Ready is { } ready && ready < created ? created : cluster.Ready;

    /// <summary>Whether the instances are up: from bootstrapping until the end.</summary>
    public static bool AreUp(ClusterRecord cluster) => cluster.State is > ClusterState.Starting and < ClusterState.Terminated;

    public static string? MasterDns(ClusterRecord cluster) =>
        cluster.State == ClusterState.Starting ? null : Of(cluster).FirstOrDefault(i => i.Role == "MASTER")?.PublicDns;

    /// <summary>
    /// The hours of each instance, begun ones counted whole, times EMR's weight of its size: 1 for small, 2 for medium, 4 for large,
    /// 8 for each "x" of xlarge. An instance on bare metal counts as the one with as many vCPUs. 0 for a cluster that was never ready.
    /// </summary>
    public static int NormalizedHours(ClusterRecord cluster, DateTimeOffset now) => cluster.Ready is null ? 0
        : (int)Math.Min(int.MaxValue, Of(cluster).Sum(i => Hours(i.Created, i.Ended ?? cluster.Ended ?? now) * SizeWeight(i.Type)));

    private static long Hours(DateTimeOffset from, DateTimeOffset to) => (long)Math.Max(1, Math.Ceiling((to - from).TotalHours));

    private static long SizeWeight(string instanceType) => instanceType[(instanceType.IndexOf('.', StringComparison.Ordinal) + 1)..] switch
    {
        "small" => 1,
        "medium" => 2,
        "large" => 4,
        var size when size.EndsWith("xlarge", StringComparison.Ordinal) => 8 * Times(size[..^"xlarge".Length]),
        _ => InstanceTypes.All.FirstOrDefault(t => t.Name == instanceType) is { } known ? 2 * known.VCpus : 4,
    };

    private static int Times(string factor) =>
        int.TryParse(factor, NumberStyles.None, CultureInfo.InvariantCulture, out var times) ? Math.Clamp(times, 1, 1000) : 1;

    public static IEnumerable<Instance> OfGroup(InstanceGroup group) =>
        Of(group.Id, group.Config.InstanceRole!, group.Runs, _ => group.Config.EbsConfiguration);

    private static IEnumerable<Instance> OfFleet(InstanceFleet fleet) => Of(fleet.Id, fleet.Config.InstanceFleetType!, fleet.Runs,
        type => (fleet.Config.InstanceTypeConfigs ?? []).FirstOrDefault(t => t.InstanceType == type)?.EbsConfiguration);

    private static IEnumerable<Instance> Of(
        string collection, string role, IReadOnlyList<InstanceRun> runs, Func<string, EbsConfiguration?> ebs) =>
        from run in runs
        from number in Enumerable.Range(run.First, run.Count)
        select new Instance(collection, role, number, run.Type, run.Market, ebs(run.Type), run.Created, run.Ended);

    private static string Digest(string collection, int index, int length) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes($"{collection}/{index}")))[..length];

    private static uint Number(string collection, int index) =>
        uint.Parse(Digest(collection, index, 6), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
