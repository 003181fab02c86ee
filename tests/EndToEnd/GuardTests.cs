using System.Net;
using System.Text;
using MrJob.Testing;

namespace MrJob.EndToEnd;

/// <summary>Both ports run commands for whoever can reach them: what a web page in the user's browser could send is refused.</summary>
public sealed class GuardTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private Laptop _laptop = null!;

    public static TheoryData<bool> Ports => [false, true];

    public async ValueTask InitializeAsync() => _laptop = await Laptop.StartAsync(_folder.Path);

    public async ValueTask DisposeAsync()
    {
        await _laptop.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(Ports))]
    public async Task A_page_from_another_origin_is_refused(bool aws) =>
        (await SendAsync(aws, r => r.Headers.Add("Origin", "https://evil.example"))).ShouldBe(HttpStatusCode.Forbidden);

    [Theory]
    [MemberData(nameof(Ports))]
    public async Task A_name_that_was_rebound_to_loopback_is_refused(bool aws) =>
        (await SendAsync(aws, r => r.Headers.Host = "evil.example:3000")).ShouldBe(HttpStatusCode.Forbidden);

    [Theory]
    [MemberData(nameof(Ports))]
    public async Task A_form_post_is_refused(bool aws) => (await SendAsync(aws, r =>
    {
        r.Method = HttpMethod.Post;
        r.Content = new StringContent("a=b", Encoding.UTF8, "application/x-www-form-urlencoded");
    })).ShouldBe(HttpStatusCode.UnsupportedMediaType);

    [Theory]
    [MemberData(nameof(Ports))]
    public async Task Without_any_of_it_the_port_answers(bool aws) => (await SendAsync(aws, _ => { })).ShouldBe(HttpStatusCode.OK);

    private async Task<HttpStatusCode> SendAsync(bool aws, Action<HttpRequestMessage> change)
    {
        using var http = new HttpClient { BaseAddress = aws ? _laptop.Aws : _laptop.Api };
        using var request = new HttpRequestMessage(HttpMethod.Get, aws ? "" : "jobs");
        change(request);
        using var response = await http.SendAsync(request);
        return response.StatusCode;
    }
}
