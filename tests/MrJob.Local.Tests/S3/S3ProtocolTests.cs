using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MrJob.Local.Tests.S3;

/// <summary>What is on the wire: headers, errors, and bodies that are not what they say.</summary>
public class S3ProtocolTests
{
    [Fact]
    public async Task Every_answer_is_dated_by_the_services_clock_and_has_an_id()
    {
        await using var s3 = await LocalS3.StartAsync("data");

        foreach (var target in new[] { "/", "/data", "/data/missing", "/data?acl" })
        {
            using var answer = await s3.Http.GetAsync(target);
            answer.Headers.Date.ShouldBe(new DateTimeOffset(2026, 5, 17, 9, 30, 0, TimeSpan.Zero));
            answer.Headers.Server.ToString().ShouldBe("AmazonS3");
            answer.Headers.GetValues("x-amz-request-id").Single().Length.ShouldBe(16);
        }
    }

    [Fact]
    public async Task An_error_says_what_and_where()
    {
        await using var s3 = await LocalS3.StartAsync("data");

        using var answer = await s3.Http.GetAsync("/data/a%20b?x=y");

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/xml");
        var xml = await answer.Content.ReadAsStringAsync();
        xml.ShouldContain("<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message><Key>a b</Key><Resource>/data/a%20b</Resource>");
        xml.ShouldContain($"<RequestId>{answer.Headers.GetValues("x-amz-request-id").Single()}</RequestId></Error>");
    }

    [Theory]
    [InlineData("GET", "/data?acl", "GetBucketAcl")]
    [InlineData("PUT", "/data/k?tagging", "PutObjectTagging")]
    [InlineData("GET", "/data?versions", "ListObjectVersions")]
    [InlineData("PUT", "/data?versioning", "PutBucketVersioning")]
    [InlineData("PUT", "/data?abac", "The subresource 'abac'")]
    [InlineData("DELETE", "/data/k?tomorrow=", "The subresource 'tomorrow'")]
    public async Task A_call_that_is_not_there_is_named(string method, string target, string name)
    {
        await using var s3 = await LocalS3.StartAsync("data");

        using var request = new HttpRequestMessage(new HttpMethod(method), target);
        using var answer = await s3.Http.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotImplemented);
        var xml = await answer.Content.ReadAsStringAsync();
        xml.ShouldContain("<Code>NotImplemented</Code>");
        xml.ShouldContain(name);
    }

    [Theory]
    [InlineData("PATCH", "/data/k")]
    [InlineData("POST", "/data/k")]
    [InlineData("POST", "/")]
    public async Task A_method_that_s3_has_not_is_refused(string method, string target)
    {
        await using var s3 = await LocalS3.StartAsync("data");

        using var request = new HttpRequestMessage(new HttpMethod(method), target);
        using var answer = await s3.Http.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
    }

    [Theory]
    [InlineData("Content-MD5", "XUFAKrxLKna5cZ2REBfFkg==")]
    [InlineData("x-amz-checksum-crc32", "NhCmhg==")]
    [InlineData("x-amz-checksum-crc32c", "mnG7TA==")]
    [InlineData("x-amz-checksum-crc64nvme", "M3eFcAZSQlc=")]
    [InlineData("x-amz-checksum-sha1", "qvTGHdzF6KLavt4PO0gs2a6pQ00=")]
    [InlineData("x-amz-checksum-sha256", "LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=")]
    [InlineData("x-amz-content-sha256", "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824")]
    public async Task A_body_is_stored_only_if_it_is_what_its_checksum_says(string header, string helloInIt)
    {
        await using var s3 = await LocalS3.StartAsync("data");

        (await PutAsync(s3, "hello", (header, helloInIt))).Status.ShouldBe(HttpStatusCode.OK);
        var refused = await PutAsync(s3, "hallo", (header, helloInIt));

        refused.Status.ShouldBe(HttpStatusCode.BadRequest);
        refused.Body.ShouldContain(header == "x-amz-content-sha256" ? "XAmzContentSHA256Mismatch" : "BadDigest");
        (await s3.Http.GetStringAsync("/data/k")).ShouldBe("hello");
        Directory.GetFiles(s3.FileOf(".staging")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Content-MD5", "short", "InvalidDigest")]
    [InlineData("x-amz-checksum-crc32", "NhCmhqqq", "InvalidRequest")]
    [InlineData("x-amz-sdk-checksum-algorithm", "MD4", "InvalidRequest")]
    [InlineData("x-amz-tagging", "a=b", "NotImplemented")]
    [InlineData("If-None-Match", "\"tag\"", "NotImplemented")]
    public async Task A_header_that_cannot_be_is_refused(string header, string value, string code)
    {
        await using var s3 = await LocalS3.StartAsync("data");

        (await PutAsync(s3, "hello", (header, value))).Body.ShouldContain($"<Code>{code}</Code>");
    }

    [Fact]
    public async Task A_checksum_is_given_back_to_who_asks()
    {
        await using var s3 = await LocalS3.StartAsync("data");
        await PutAsync(s3, "hello", ("x-amz-checksum-crc32c", "mnG7TA=="));

        using var request = new HttpRequestMessage(HttpMethod.Head, "/data/k") { Headers = { { "x-amz-checksum-mode", "ENABLED" } } };
        using var asked = await s3.Http.SendAsync(request);
        using var unasked = await s3.Http.GetAsync("/data/k");

        asked.Headers.GetValues("x-amz-checksum-crc32c").ShouldBe(["mnG7TA=="]);
        asked.Headers.GetValues("x-amz-checksum-type").ShouldBe(["FULL_OBJECT"]);
        unasked.Headers.Contains("x-amz-checksum-crc32c").ShouldBeFalse();
    }

    [Fact]
    public async Task Frames_with_a_trailing_checksum_are_verified()
    {
        await using var s3 = await LocalS3.StartAsync("data");
        const string Head = "PUT /data/k HTTP/1.1\nHost: localhost\nContent-Encoding: aws-chunked\nx-amz-content-sha256: STREAMING-UNSIGNED-PAYLOAD-TRAILER\n" +
            "x-amz-decoded-content-length: 5\nx-amz-trailer: x-amz-checksum-crc32\nContent-Length: 46";

        (await RawHttp.SendAsync(s3.Endpoint, Head, Frames("hello"))).ShouldStartWith("HTTP/1.1 200");
        (await RawHttp.SendAsync(s3.Endpoint, Head, Frames("hallo"))).ShouldContain("BadDigest");
        (await RawHttp.SendAsync(s3.Endpoint, Head.Replace("length: 5", "length: 6", StringComparison.Ordinal), Frames("hello"))).ShouldContain("IncompleteBody");

        using var got = await s3.Http.GetAsync("/data/k");
        (await got.Content.ReadAsStringAsync()).ShouldBe("hello");
        got.Content.Headers.ContentEncoding.ShouldBeEmpty();

        static byte[] Frames(string text) => Encoding.ASCII.GetBytes($"5\r\n{text}\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n");
    }

    [Fact]
    public async Task A_client_that_waits_to_be_asked_for_its_body_is_asked()
    {
        await using var s3 = await LocalS3.StartAsync("data");

        using var client = new TcpClient();
        await client.ConnectAsync(s3.Endpoint.Host, s3.Endpoint.Port);
        using var reader = new StreamReader(client.GetStream());

        await client.GetStream().WriteAsync("PUT /data/k HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n"u8.ToArray());
        (await reader.ReadLineAsync()).ShouldBe("HTTP/1.1 100 Continue");
        (await reader.ReadLineAsync()).ShouldBe("");
        await client.GetStream().WriteAsync("hello"u8.ToArray());

        (await reader.ReadLineAsync()).ShouldBe("HTTP/1.1 200 OK");
    }

    [Theory]
    [InlineData("PUT /nobucket/k")]
    [InlineData("PUT /data/k?tagging")]
    [InlineData("PUT /data/k?partNumber=1&uploadId=none")]
    [InlineData("POST /data/k?uploads")] // it succeeds, and does not look at its body
    public async Task A_client_that_was_answered_before_it_was_asked_for_its_body_gets_a_connection_that_ends(string call)
    {
        await using var s3 = await LocalS3.StartAsync("data");
        using var client = new TcpClient();
        await client.ConnectAsync(s3.Endpoint.Host, s3.Endpoint.Port);
        using var reader = new StreamReader(client.GetStream());

        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"{call} HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n"));

        var head = new List<string>();
        while (await reader.ReadLineAsync() is { Length: > 0 } line)
            head.Add(line);
        head[0].ShouldNotStartWith("HTTP/1.1 100");
        head.ShouldContain("Connection: close");
    }

    [Fact]
    public async Task A_body_without_a_length_is_refused()
    {
        await using var s3 = await LocalS3.StartAsync("data");

        (await RawHttp.SendAsync(s3.Endpoint, "PUT /data/k HTTP/1.1\nHost: localhost")).ShouldStartWith("HTTP/1.1 411");
    }

    [Fact]
    public async Task A_body_that_breaks_off_leaves_nothing()
    {
        await using var s3 = await LocalS3.StartAsync("data");
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(s3.Endpoint.Host, s3.Endpoint.Port);
            await client.GetStream().WriteAsync("PUT /data/k HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 100\r\n\r\nhello"u8.ToArray());
            using var reader = new StreamReader(client.GetStream());
            (await reader.ReadLineAsync()).ShouldBe("HTTP/1.1 100 Continue");
        }
        await s3.ClosePortAsync();

        s3.Store.Find("data", "k").ShouldBeNull();
        Directory.GetFiles(s3.FileOf(".staging")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("not xml")]
    [InlineData("<Other/>")]
    [InlineData("<Delete/>")]
    [InlineData("<Delete><Object><Key></Key></Object></Delete>")]
    [InlineData("<!DOCTYPE d [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><Delete><Object><Key>&e;</Key></Object></Delete>")]
    public async Task Xml_that_is_not_what_the_call_takes_is_malformed(string xml)
    {
        await using var s3 = await LocalS3.StartAsync("data");

        using var answer = await s3.Http.PostAsync("/data?delete", new StringContent(xml, Encoding.UTF8, "application/xml"));

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("<Code>MalformedXML</Code>");
    }

    [Fact]
    public async Task A_thousand_keys_are_deleted_at_a_time_and_no_more()
    {
        await using var s3 = await LocalS3.StartAsync("data");
        static string Xml(int keys) => $"<Delete>{string.Concat(Enumerable.Range(0, keys).Select(n => $"<Object><Key>{n}</Key></Object>"))}<Quiet>true</Quiet></Delete>";

        using var all = await s3.Http.PostAsync("/data?delete", new StringContent(Xml(1000), Encoding.UTF8, "application/xml"));
        using var more = await s3.Http.PostAsync("/data?delete", new StringContent(Xml(1001), Encoding.UTF8, "application/xml"));

        (await all.Content.ReadAsStringAsync()).ShouldNotContain("<Deleted>");
        more.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("caf=E9?=", "caf=E9?=")]
    [InlineData("a  b", "a  b")]
    // The example of S3's own user guide: bytes of UTF-8, each taken for a character.
    [InlineData("ÄMÄZÕÑ S3", "=?UTF-8?B?w4PChE3Dg8KEWsODwpXDg8KRIFMz?=")]
    [InlineData("=?UTF-8?B?w4PChE3Dg8KEWsODwpXDg8KRIFMz?=", "=?UTF-8?B?w4PChE3Dg8KEWsODwpXDg8KRIFMz?=")]
    public async Task Metadata_comes_back_as_it_was_or_in_words_of_rfc_2047(string sent, string answered)
    {
        await using var s3 = await LocalS3.StartAsync("data");

        await RawHttp.SendAsync(s3.Endpoint, $"PUT /data/k HTTP/1.1\nHost: localhost\nContent-Length: 0\nX-Amz-Meta-Name: {sent}");

        (await RawHttp.SendAsync(s3.Endpoint, "HEAD /data/k HTTP/1.1\nHost: localhost")).ShouldContain($"x-amz-meta-name: {answered}\r\n");
    }

    [Fact]
    public async Task Metadata_is_limited_to_two_kilobytes()
    {
        await using var s3 = await LocalS3.StartAsync("data");

        (await PutAsync(s3, "x", ("x-amz-meta-name", new string('x', 2044)))).Status.ShouldBe(HttpStatusCode.OK);
        (await PutAsync(s3, "x", ("x-amz-meta-name", new string('x', 2045)))).Body.ShouldContain("MetadataTooLarge");
    }

    [Fact]
    public async Task The_attributes_asked_for_are_told()
    {
        await using var s3 = await LocalS3.StartAsync("data");
        await PutAsync(s3, "hello", ("x-amz-checksum-crc32c", "mnG7TA=="));

        using var request = new HttpRequestMessage(HttpMethod.Get, "/data/k?attributes") { Headers = { { "x-amz-object-attributes", ["ETag", "Checksum,ObjectSize"] } } };
        using var answer = await s3.Http.SendAsync(request);
        using var unasked = await s3.Http.GetAsync("/data/k?attributes");

        (await answer.Content.ReadAsStringAsync()).ShouldContain(
            "<ETag>5d41402abc4b2a76b9719d911017c592</ETag><Checksum><ChecksumCRC32C>mnG7TA==</ChecksumCRC32C><ChecksumType>FULL_OBJECT</ChecksumType></Checksum>"
            + "<ObjectSize>5</ObjectSize></GetObjectAttributesResponse>");
        unasked.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private static async Task<(HttpStatusCode Status, string Body)> PutAsync(LocalS3 s3, string text, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, "/data/k") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(text)) };
        foreach (var (name, value) in headers)
            if (!request.Headers.TryAddWithoutValidation(name, value))
                request.Content.Headers.TryAddWithoutValidation(name, value);
        using var answer = await s3.Http.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
