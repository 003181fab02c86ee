namespace MrJob.Local.Tests;

public class LoopbackRulesTests
{
    [Theory]
    [InlineData("localhost")]
    [InlineData("LocalHost:4566")]
    [InlineData("bucket.localhost:4566")]
    [InlineData("127.0.0.1:3000")]
    [InlineData("127.255.0.9")]
    [InlineData("[::1]:4566")]
    [InlineData("[::1]")]
    public void A_host_that_means_this_machine_is_let_in(string host) => Judge(host).ShouldBeNull();

    [Theory]
    [InlineData("")]
    [InlineData(":4566")]
    [InlineData("evil.example")]
    [InlineData("localhost.evil.example")]
    [InlineData("notlocalhost")]
    [InlineData("127.0.0.1.evil.example:4566")]
    [InlineData("192.168.1.7:4566")]
    [InlineData("0.0.0.0")]
    [InlineData("127.1")]
    [InlineData("2130706433")]
    [InlineData("[::2]")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("localhost:evil")]
    [InlineData("localhost@evil.example")]
    public void Any_other_host_is_refused(string host) => Judge(host)!.Status.ShouldBe(403);

    [Fact]
    public void A_page_of_this_port_is_let_in() => Judge("localhost:3000", origin: "http://localhost:3000", site: "same-origin").ShouldBeNull();

    [Fact]
    public void A_user_who_types_the_address_is_let_in() => Judge("localhost:3000", site: "none").ShouldBeNull();

    [Theory]
    [InlineData("http://evil.example")]
    [InlineData("http://localhost:8080")]
    [InlineData("https://localhost:3000")]
    [InlineData("http://127.0.0.1:3000")]
    [InlineData("null")]
    [InlineData("")]
    public void A_page_of_another_origin_is_refused(string origin) => Judge("localhost:3000", origin)!.Reason.ShouldContain("Origin");

    [Theory]
    [InlineData("cross-site")]
    [InlineData("same-site")]
    [InlineData("something-new")]
    public void What_the_browser_says_comes_from_elsewhere_is_refused(string site) =>
        Judge("localhost:3000", site: site)!.Reason.ShouldContain("Sec-Fetch-Site");

    private static Refusal? Judge(string host, string? origin = null, string? site = null) =>
        LoopbackRules.Judge(new("http", host, origin is null ? [] : [origin], site is null ? [] : [site]));
}
