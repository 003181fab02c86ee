using MrJob.Testing;

namespace MrJob.Local.Tests.Emr;

public class AccountTests
{
    [Fact]
    public async Task Security_configurations_are_kept_for_the_next_start_and_listed_50_a_page()
    {
        using var folder = new TempFolder();
        await using (var before = await EmrHost.StartAsync(folder.Path))
        {
            for (var i = 0; i < 53; i++)
                await before.CallAsync("CreateSecurityConfiguration", new { Name = $"c{i}", SecurityConfiguration = "{}" });
            await before.CallAsync("DeleteSecurityConfiguration", new { Name = "c1" });
            await before.CallAsync("PutBlockPublicAccessConfiguration", new { BlockPublicAccessConfiguration = new { BlockPublicSecurityGroupRules = false } });
        }
        await using var after = await EmrHost.StartAsync(folder.Path);
        var first = await after.CallAsync("ListSecurityConfigurations", new { });
        first["SecurityConfigurations"]!.AsArray().Take(2).Select(c => (string)c!["Name"]!).ShouldBe(["c0", "c2"]);
        (await after.CallAsync("ListSecurityConfigurations", new { Marker = (string)first["Marker"]! }))["SecurityConfigurations"]!.AsArray().Count.ShouldBe(2);
        ((bool)(await after.CallAsync("GetBlockPublicAccessConfiguration", new { }))["BlockPublicAccessConfiguration"]!["BlockPublicSecurityGroupRules"]!).ShouldBeFalse();
    }

    [Theory]
    [InlineData("CreateSecurityConfiguration", """{"Name":"a","SecurityConfiguration":"{}"}""", "Security configuration with name 'a' already exists.")]
    [InlineData("CreateSecurityConfiguration", """{"Name":"b","SecurityConfiguration":"{"}""", "The security configuration is not valid JSON.")]
    [InlineData("DescribeSecurityConfiguration", """{"Name":"b"}""", "Security configuration with name 'b' does not exist.")]
    [InlineData("DeleteSecurityConfiguration", """{"Name":"b"}""", "Security configuration with name 'b' does not exist.")]
    [InlineData("ListStudioSessionMappings", """{"StudioId":"es-1"}""", "Studio id 'es-1' is not valid.")]
    [InlineData("DescribeReleaseLabel", """{"ReleaseLabel":"emr-0.1.0"}""", "Release label 'emr-0.1.0' is not valid.")]
    [InlineData("PutBlockPublicAccessConfiguration",
        """{"BlockPublicAccessConfiguration":{"BlockPublicSecurityGroupRules":true,"PermittedPublicSecurityGroupRuleRanges":[{"MinRange":9,"MaxRange":8}]}}""",
        "Port range 9-8 is not valid: it ends before it begins.")]
    public async Task What_the_account_refuses_is_worded_as_EMR_does(string operation, string body, string message)
    {
        await using var emr = await EmrHost.StartAsync();
        await emr.CallAsync("CreateSecurityConfiguration", new { Name = "a", SecurityConfiguration = "{}" });
        (await emr.RefusedAsync(operation, body)).ShouldBe(("InvalidRequestException", message));
    }
}
