using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using MrJob.Local.S3;
using MrJob.Local.S3.Http;

namespace MrJob.Local.Tests.S3.Http;

public class PresignedTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 17, 9, 30, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("")]
    [InlineData("list-type=2&Expires=1")]
    [InlineData("X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20260517T092900Z&X-Amz-Expires=60")]
    [InlineData("AWSAccessKeyId=any&Signature=thing&Expires=1779010200")]
    public void What_has_not_expired_is_let_in(string query) => Check(query);

    [Theory]
    [InlineData("X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20260517T092900Z&X-Amz-Expires=59")]
    [InlineData("AWSAccessKeyId=any&Signature=thing&Expires=1779010199")]
    public void What_has_expired_is_refused(string query)
    {
        var refusal = Should.Throw<S3Exception>(() => Check(query));

        refusal.Status.ShouldBe(403);
        refusal.Code.ShouldBe("AccessDenied");
        refusal.Message.ShouldBe("Request has expired");
    }

    [Theory]
    [InlineData("X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Expires=60")]
    [InlineData("X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20260517T092900Z&X-Amz-Expires=soon")]
    [InlineData("X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20260517T092900Z&X-Amz-Expires=604801")]
    [InlineData("X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20260517T092900Z&X-Amz-Expires=-1")]
    public void A_life_that_cannot_be_is_refused(string query) =>
        Should.Throw<S3Exception>(() => Check(query)).Code.ShouldBe("AuthorizationQueryParametersError");

    [Fact]
    public void An_expiry_that_is_no_number_is_refused() =>
        Should.Throw<S3Exception>(() => Check("AWSAccessKeyId=any&Signature=thing&Expires=soon")).Status.ShouldBe(403);

    private static void Check(string query) => Presigned.Check(new QueryCollection(QueryHelpers.ParseQuery(query)), Now);
}
