using System.Reflection;

namespace MrJob.Aws.Tests;

/// <summary>surface.txt lists the members of the official Amazon.Lambda.APIGatewayEvents that may be used.</summary>
public sealed class SurfaceTests
{
    private static readonly Assembly Package = typeof(Amazon.Lambda.APIGatewayEvents.APIGatewayHttpApiV2ProxyRequest).Assembly;

    [Fact]
    public void Every_listed_member_of_the_official_package_is_there() => Surface.MissingFrom(Package).ShouldBeEmpty();

    [Fact]
    public void Nothing_is_public_that_the_official_package_does_not_have() => Surface.UnlistedIn(Package).ShouldBeEmpty();
}
