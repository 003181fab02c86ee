using Microsoft.AspNetCore.Http;
using MrJob.Local.S3.Http;

namespace MrJob.Local.Tests.S3.Http;

public class ReadConditionsTests
{
    private static readonly DateTimeOffset Modified = new(2026, 5, 17, 9, 30, 0, 250, TimeSpan.Zero);
    private const string Before = "Sun, 17 May 2026 09:29:59 GMT";
    private const string Same = "Sun, 17 May 2026 09:30:00 GMT";

    [Theory]
    [InlineData(null, null, null, null, "Proceed")]
    [InlineData("\"tag\"", null, null, null, "Proceed")]
    [InlineData("tag", null, null, null, "Proceed")]
    [InlineData("\"a\", \"tag\"", null, null, null, "Proceed")]
    [InlineData("*", null, null, null, "Proceed")]
    [InlineData("\"other\"", null, null, null, "Failed")]
    [InlineData(null, "\"tag\"", null, null, "NotModified")]
    [InlineData(null, "\"other\"", null, null, "Proceed")]
    [InlineData(null, null, Same, null, "NotModified")]
    [InlineData(null, null, Before, null, "Proceed")]
    [InlineData(null, null, "no date", null, "Proceed")]
    [InlineData(null, null, null, Before, "Failed")]
    [InlineData(null, null, null, Same, "Proceed")]
    [InlineData("\"tag\"", null, null, Before, "Proceed")]
    [InlineData(null, "\"tag\"", Before, null, "NotModified")]
    [InlineData(null, "\"other\"", Same, null, "Proceed")]
    public void Conditions_hold_as_http_says(string? match, string? noneMatch, string? since, string? unmodifiedSince, string verdict)
    {
        IHeaderDictionary headers = new HeaderDictionary();
        if (match is not null)
            headers.IfMatch = match;
        if (noneMatch is not null)
            headers.IfNoneMatch = noneMatch;
        if (since is not null)
            headers.IfModifiedSince = since;
        if (unmodifiedSince is not null)
            headers.IfUnmodifiedSince = unmodifiedSince;

        ReadConditions.Of(headers).Judge("tag", Modified).ToString().ShouldBe(verdict);
    }
}
