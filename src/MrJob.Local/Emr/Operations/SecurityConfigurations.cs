using System.Text.Json;
using System.Text.Json.Serialization;
using MrJob.Local.Emr.Clusters;
using MrJob.Local.Emr.Wire;

namespace MrJob.Local.Emr.Operations;

internal sealed record CreateSecurityConfigurationInput
{
    [Required, Text(10280)] public string? Name { get; init; }
    [Required] public string? SecurityConfiguration { get; init; }
}

internal sealed record SecurityConfigurationInput
{
    [Required, Text(10280)] public string? Name { get; init; }
}

internal sealed record CreateSecurityConfigurationOutput(string Name, DateTimeOffset CreationDateTime);

internal sealed record DescribeSecurityConfigurationOutput(
    string Name, [property: JsonPropertyName("SecurityConfiguration")] string Json, DateTimeOffset CreationDateTime);

internal sealed record ListSecurityConfigurationsOutput(IReadOnlyList<SecurityConfigurationSummary> SecurityConfigurations, string? Marker);

internal sealed record SecurityConfigurationSummary(string Name, DateTimeOffset CreationDateTime);

/// <summary>Security configurations: kept and given back. Clusters here encrypt nothing, and take any name of one.</summary>
internal static class SecurityConfigurations
{
    public static CreateSecurityConfigurationOutput Create(CreateSecurityConfigurationInput input, ClusterRegistry clusters)
    {
        CheckJson(input.SecurityConfiguration!);
        var now = clusters.Now;
        clusters.Account.Change(account =>
        {
            if (Find(account, input.Name) is not null)
                throw EmrException.InvalidRequest($"Security configuration with name '{input.Name}' already exists.");
            var number = (account.SecurityConfigurations is [.., var last] ? last.Number : 0) + 1;
            return account with { SecurityConfigurations = [.. account.SecurityConfigurations, new(number, input.Name!, input.SecurityConfiguration!, now)] };
        });
        return new(input.Name!, now);
    }

    public static DescribeSecurityConfigurationOutput Describe(SecurityConfigurationInput input, ClusterRegistry clusters)
    {
        var found = Require(clusters.Account.Record, input.Name);
        return new(found.Name, found.Json, found.Created);
    }

    public static Empty Delete(SecurityConfigurationInput input, ClusterRegistry clusters)
    {
        clusters.Account.Change(account =>
        {
            var gone = Require(account, input.Name);
            return account with { SecurityConfigurations = [.. account.SecurityConfigurations.Where(s => s != gone)] };
        });
        return new Empty();
    }

    public static ListSecurityConfigurationsOutput List(MarkerInput input, ClusterRegistry clusters)
    {
        var (page, marker) = Paging.Page(clusters.Account.Record.SecurityConfigurations, s => -s.Number, input.Marker);
        return new([.. page.Select(s => new SecurityConfigurationSummary(s.Name, s.Created))], marker);
    }

    private static SecurityConfigurationRecord? Find(AccountRecord account, string? name) =>
        account.SecurityConfigurations.FirstOrDefault(s => s.Name == name);

    private static SecurityConfigurationRecord Require(AccountRecord account, string? name) =>
        Find(account, name) ?? throw EmrException.InvalidRequest($"Security configuration with name '{name}' does not exist.");

    private static void CheckJson(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
        }
        catch (JsonException)
        {
            throw EmrException.InvalidRequest("The security configuration is not valid JSON.");
        }
    }
}
