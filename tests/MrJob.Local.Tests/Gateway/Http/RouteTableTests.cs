using MrJob.Local.Gateway.Http;

namespace MrJob.Local.Tests.Gateway.Http;

public class RouteTableTests
{
    // The first five are AWS's own example of its routing.
    private static readonly RouteTable<string> Routes = new(new[]
    {
        "$default", "ANY /{proxy+}", "GET /pets/{proxy+}", "GET /pets/dog/{id}", "GET /pets/dog/1",
        "GET /", "ANY /jobs", "POST /jobs", "GET /jobs/{id}", "GET /jobs/{id}/logs", "GET /jobs/queue",
    }.Select(text => KeyValuePair.Create(text == "$default" ? RouteKey.Default : new RouteKey(text.Split(' ')[0], text.Split(' ')[1]), text)));

    [Theory]
    [InlineData("GET", "/pets/dog/1", "GET /pets/dog/1")]
    [InlineData("GET", "/pets/dog/2", "GET /pets/dog/{id}")]
    [InlineData("GET", "/pets/cat/1", "GET /pets/{proxy+}")]
    [InlineData("POST", "/test/5", "ANY /{proxy+}")]
    [InlineData("POST", "/", "$default")]
    [InlineData("GET", "/", "GET /")]
    [InlineData("POST", "/jobs", "POST /jobs")]
    [InlineData("DELETE", "/jobs", "ANY /jobs")]
    [InlineData("GET", "/jobs/7", "GET /jobs/{id}")]
    [InlineData("GET", "/jobs/queue", "GET /jobs/queue")]
    [InlineData("DELETE", "/jobs/queue", "ANY /{proxy+}")]
    [InlineData("GET", "/jobs/7/logs", "GET /jobs/{id}/logs")]
    [InlineData("GET", "/jobs/", "ANY /{proxy+}")]
    [InlineData("GET", "/jobs/7/", "ANY /{proxy+}")]
    [InlineData("GET", "/j%6Fbs/7", "GET /jobs/{id}")]
    [InlineData("GET", "/Jobs/7", "ANY /{proxy+}")]
    public void The_strictest_route_wins(string method, string path, string route) => Routes.Match(method, path)!.Target.ShouldBe(route);

    [Theory]
    [InlineData("/jobs/a%20b", "id", "a b")]
    [InlineData("/jobs/a+b", "id", "a+b")]
    [InlineData("/jobs/a%2Fb", "id", "a/b")]
    [InlineData("/jobs/%C3%A4", "id", "ä")]
    [InlineData("/jobs/100%", "id", "100%")]
    [InlineData("/pets/a/b%20c", "proxy", "a/b c")]
    public void Path_parameters_are_decoded(string path, string name, string value) => Routes.Match("GET", path)!.Parameters[name].ShouldBe(value);

    [Fact]
    public void Without_a_default_route_there_may_be_no_match()
    {
        var routes = new RouteTable<string>([new(new RouteKey("GET", "/jobs/{id}"), "")]);
        routes.Match("GET", "/job/1").ShouldBeNull();
        routes.Match("POST", "/jobs/1").ShouldBeNull();
        routes.Match("GET", "/jobs/1/2").ShouldBeNull();
    }

    [Theory]
    [InlineData("/", true)]
    [InlineData("/jobs/{id}", true)]
    [InlineData("/{proxy+}", true)]
    [InlineData("jobs", false)]
    [InlineData("/{proxy+}/x", false)]
    [InlineData("/jobs-{id}", false)]
    [InlineData("/{}", false)]
    [InlineData("/{id", false)]
    public void Parameters_take_whole_segments_and_a_greedy_one_ends_the_path(string path, bool valid) => RouteKey.IsPath(path).ShouldBe(valid);
}
