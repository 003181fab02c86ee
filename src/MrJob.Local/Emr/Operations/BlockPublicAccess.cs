using MrJob.Local.Emr.Clusters;
using MrJob.Local.Emr.Wire;
using MrJob.Local.Events;

namespace MrJob.Local.Emr.Operations;

internal sealed record PutBlockPublicAccessConfigurationInput
{
    [Required] public BlockPublicAccessConfiguration? BlockPublicAccessConfiguration { get; init; }
}

internal sealed record GetBlockPublicAccessConfigurationOutput(
    BlockPublicAccessConfiguration BlockPublicAccessConfiguration, BlockPublicAccessConfigurationMetadata BlockPublicAccessConfigurationMetadata);

internal sealed record BlockPublicAccessConfigurationMetadata(DateTimeOffset CreationDateTime, string CreatedByArn);

/// <summary>The account's block on public security groups: kept and given back. Nothing here can be reached from outside.</summary>
internal static class BlockPublicAccess
{
    /// <summary>What a new account has: blocked, but for SSH.</summary>
    private static readonly BlockPublicAccessRecord Default = new(
        new() { BlockPublicSecurityGroupRules = true, PermittedPublicSecurityGroupRuleRanges = [new() { MinRange = 22, MaxRange = 22 }] },
        DateTimeOffset.UnixEpoch);

    private static readonly string CreatedBy = $"arn:aws:iam::{AwsEvent.Account}:root";

    public static GetBlockPublicAccessConfigurationOutput Get(Empty input, ClusterRegistry clusters)
    {
        var kept = clusters.Account.Record.BlockPublicAccess ?? Default;
        return new(kept.Configuration, new(kept.Created, CreatedBy));
    }

    public static Empty Put(PutBlockPublicAccessConfigurationInput input, ClusterRegistry clusters)
    {
        var asked = input.BlockPublicAccessConfiguration!;
        var kept = asked with { PermittedPublicSecurityGroupRuleRanges = [.. (asked.PermittedPublicSecurityGroupRuleRanges ?? []).Select(Range)] };
        clusters.Account.Change(account => account with { BlockPublicAccess = new(kept, clusters.Now) });
        return new Empty();
    }

    /// <summary>A range without an end is one port.</summary>
    private static PortRange Range(PortRange asked) => asked.MinRange > (asked.MaxRange ?? asked.MinRange)
        ? throw EmrException.InvalidRequest($"Port range {asked.MinRange}-{asked.MaxRange} is not valid: it ends before it begins.")
        : asked with { MaxRange = asked.MaxRange ?? asked.MinRange };
}
