using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;

namespace MrJob.Aws.Tests;

/// <summary>What both serializers do alike; they differ in how they learn of types.</summary>
public abstract class SerializerTests
{
    protected abstract ILambdaSerializer Serializer { get; }

    [Fact]
    public void Names_are_read_in_any_case()
    {
        var request = Read<APIGatewayHttpApiV2ProxyRequest>(
            """
            {
              "version": "2.0", "rawPath": "/jobs", "isBase64Encoded": true,
              "requestContext": { "http": { "sourceIp": "127.0.0.1" }, "timeEpoch": 1583348638390 }
            }
            """);

        request.Version.ShouldBe("2.0");
        request.RawPath.ShouldBe("/jobs");
        request.RequestContext.Http.SourceIp.ShouldBe("127.0.0.1");
        request.RequestContext.TimeEpoch.ShouldBe(1583348638390);
        request.IsBase64Encoded.ShouldBeTrue();
        request.Headers.ShouldBeNull();
    }

    [Fact]
    public void Names_are_written_as_they_are_and_nulls_are_left_out() =>
        Write(new Sample { JobName = "a", Missing = null }).ShouldBe("""{"JobName":"a"}""");

    [Fact]
    public void An_HTTP_response_is_written_in_camel_case() =>
        Write(new APIGatewayHttpApiV2ProxyResponse { StatusCode = 200, Body = "ok" })
            .ShouldBe("""{"statusCode":200,"body":"ok","isBase64Encoded":false}""");

    [Fact]
    public void Text_is_escaped_no_more_than_JSON_needs() =>
        Write(new Sample { JobName = "<ä & 'b'>+\"" }).ShouldBe("""{"JobName":"<ä & 'b'>+\""}""");

    [Fact]
    public void S3_names_that_no_policy_would_guess_are_mapped()
    {
        Read<Sample>("""{"x-amz-id-2":"i","x-amz-request-id":"r"}""").XAmzRequestId.ShouldBe("r");
        Write(new Sample { XAmzId2 = "i" }).ShouldBe("""{"x-amz-id-2":"i"}""");
    }

    [Theory]
    [InlineData("1700000000", "2023-11-14T22:13:20.0000000Z")]
    [InlineData("1700000000.25", "2023-11-14T22:13:20.2500000Z")]
    [InlineData("\"2023-11-14T22:13:20Z\"", "2023-11-14T22:13:20.0000000Z")]
    public void Times_are_epoch_seconds_or_text(string json, string time) =>
        Read<Sample>($$"""{"Time":{{json}}}""").Time?.ToString("O").ShouldBe(time);

    [Fact]
    public void Times_are_written_as_text() =>
        Write(new Sample { Time = DateTime.UnixEpoch }).ShouldBe("""{"Time":"1970-01-01T00:00:00Z"}""");

    [Fact]
    public void A_stream_is_base64()
    {
        Encoding.UTF8.GetString(Read<Sample>("""{"Data":"aGVsbG8="}""").Data!.ToArray()).ShouldBe("hello");
        Write(new Sample { Data = new MemoryStream("hello"u8.ToArray()) }).ShouldBe("""{"Data":"aGVsbG8="}""");
    }

    [Theory]
    [InlineData("[104,105]")]
    [InlineData("\"aGk=\"")]
    public void Bytes_are_read_as_numbers_or_base64(string json) =>
        Read<Sample>($$"""{"Bytes":{{json}}}""").Bytes.ShouldBe("hi"u8.ToArray());

    [Fact]
    public void Bytes_are_written_as_numbers() => Write(new Sample { Bytes = "hi"u8.ToArray() }).ShouldBe("""{"Bytes":[104,105]}""");

    [Fact]
    public void Nulls_are_read_as_nulls()
    {
        var sample = Read<Sample>("""{"JobName":null,"Time":null,"Data":null,"Bytes":null}""");

        sample.JobName.ShouldBeNull();
        sample.Time.ShouldBeNull();
        sample.Data.ShouldBeNull();
        sample.Bytes.ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"Time":true}""")]
    [InlineData("""{"Time":"yesterday"}""")]
    [InlineData("""{"Data":"not base64"}""")]
    [InlineData("""{"Bytes":{}}""")]
    [InlineData("""{"Bytes":[256]}""")]
    public void Every_failure_to_read_is_one_exception_with_the_cause_inside(string json)
    {
        var failure = Should.Throw<JsonSerializerException>(() => Read<Sample>(json));

        failure.Message.ShouldContain(typeof(Sample).FullName!);
        failure.InnerException.ShouldNotBeNull();
    }

    [Fact]
    public void A_failure_to_write_is_the_same_exception() =>
        Should.Throw<JsonSerializerException>(() => Write(new Sample { Broken = true }))
            .InnerException.ShouldBeOfType<InvalidOperationException>();

    [Fact]
    public void Text_without_quotes_is_explained() =>
        Should.Throw<JsonSerializerException>(() => Read<string>("hello")).Message.ShouldContain("must be quoted");

    [Fact]
    public void A_request_stream_need_not_be_in_memory()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, """{"JobName":"from a file"}""");
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 4096, FileOptions.DeleteOnClose);

        Serializer.Deserialize<Sample>(stream).JobName.ShouldBe("from a file");
    }

    protected T Read<T>(string json)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        return Serializer.Deserialize<T>(stream);
    }

    protected string Write<T>(T value)
    {
        using var stream = new MemoryStream();
        Serializer.Serialize(value, stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}

/// <summary>A handler's own type, with a member of each kind that Lambda's converters know.</summary>
public sealed class Sample
{
    public string? JobName { get; set; }

    public string? Missing { get; set; }

    public DateTime? Time { get; set; }

    public MemoryStream? Data { get; set; }

    public byte[]? Bytes { get; set; }

    public string? XAmzId2 { get; set; }

    public string? XAmzRequestId { get; set; }

    [JsonIgnore]
    public bool Broken { get; set; }

    public string? Fragile => Broken ? throw new InvalidOperationException("It cannot be read.") : null;
}

[JsonSerializable(typeof(Sample))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(APIGatewayHttpApiV2ProxyRequest))]
[JsonSerializable(typeof(APIGatewayHttpApiV2ProxyResponse))]
public sealed partial class SampleContext : JsonSerializerContext;

public sealed class SourceGeneratorLambdaJsonSerializerTests : SerializerTests
{
    protected override ILambdaSerializer Serializer { get; } = new SourceGeneratorLambdaJsonSerializer<SampleContext>();

    [Fact]
    public void A_type_that_the_context_does_not_have_is_named() =>
        Should.Throw<JsonSerializerException>(() => Read<Uri>("\"http://a\"")).Message
            .ShouldContain($"No JsonTypeInfo registered in {typeof(SampleContext).FullName} for type System.Uri.");

    [Fact]
    public void Options_can_be_customized()
    {
        var serializer = new SourceGeneratorLambdaJsonSerializer<SampleContext>(
            (JsonSerializerOptions options) => options.PropertyNamingPolicy = new AwsNamingPolicy(JsonNamingPolicy.SnakeCaseLower));
        using var stream = new MemoryStream();

        serializer.Serialize(new Sample { JobName = "a", XAmzId2 = "i" }, stream);

        Encoding.UTF8.GetString(stream.ToArray()).ShouldBe("""{"job_name":"a","x-amz-id-2":"i"}""");
    }
}

public sealed class DefaultLambdaJsonSerializerTests : SerializerTests
{
    protected override ILambdaSerializer Serializer { get; } = new DefaultLambdaJsonSerializer();
}

public sealed class CamelCaseLambdaJsonSerializerTests
{
    [Fact]
    public void Names_are_written_in_camel_case()
    {
        using var stream = new MemoryStream();

        new CamelCaseLambdaJsonSerializer().Serialize(new Sample { JobName = "a" }, stream);

        Encoding.UTF8.GetString(stream.ToArray()).ShouldBe("""{"jobName":"a"}""");
    }
}
