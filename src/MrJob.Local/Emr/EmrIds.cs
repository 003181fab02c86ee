using System.Security.Cryptography;
using MrJob.Local.Events;

namespace MrJob.Local.Emr;

/// <summary>Ids as EMR makes them: a prefix and 13 or more upper-case letters and digits.</summary>
internal static class EmrIds
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    public static string Cluster() => "j-" + Random(13);
    public static string Step() => "s-" + Random(20);
    public static string InstanceGroup() => "ig-" + Random(13);
    public static string InstanceFleet() => "if-" + Random(13);

    public static string Arn(string clusterId) =>
        $"arn:aws:elasticmapreduce:{AwsEvent.Region}:{AwsEvent.Account}:cluster/{clusterId}";

    private static string Random(int length) => RandomNumberGenerator.GetString(Alphabet, length);
}
