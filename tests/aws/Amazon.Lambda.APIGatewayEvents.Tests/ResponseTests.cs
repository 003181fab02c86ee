using System.Text.Json;
using Amazon.Lambda.APIGatewayEvents;

namespace MrJob.Aws.Tests;

public sealed class ResponseTests
{
    [Fact]
    public void A_response_has_its_own_JSON_names()
    {
        var response = new APIGatewayHttpApiV2ProxyResponse
        {
            StatusCode = 202,
            Headers = new Dictionary<string, string> { ["Location"] = "/jobs/1" },
            Cookies = ["a=1"],
            Body = "{}",
        };

        JsonSerializer.Serialize(response).ShouldBe(
            """{"statusCode":202,"headers":{"Location":"/jobs/1"},"cookies":["a=1"],"body":"{}","isBase64Encoded":false}""");
    }

    [Fact]
    public void A_header_is_set_or_appended_to()
    {
        var response = new APIGatewayHttpApiV2ProxyResponse();

        response.SetHeaderValues("Vary", "Origin", append: true);
        response.SetHeaderValues("Vary", ["Accept", "Cookie"], append: true);
        response.SetHeaderValues("Allow", "GET", append: false);
        response.SetHeaderValues("Allow", ["GET", "POST"], append: false);

        response.Headers.ShouldBe(new Dictionary<string, string> { ["Vary"] = "Origin,Accept,Cookie", ["Allow"] = "GET,POST" });
    }
}
