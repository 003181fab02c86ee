using Amazon.Runtime;
using MrJob.Core.Storage;
using MrJob.Core.Storage.Globs;
using MrJob.Testing;

namespace MrJob.Core.Tests.Storage;

/// <summary>The listing against an S3 that is not ours: moto, an independent emulator.</summary>
public sealed class OtherS3Tests(MotoServer moto) : IClassFixture<MotoServer>
{
    private static readonly string[] Keys =
        ["a", "a-b/1", "a/1", "a/2/x", "a/b", "a0/1", "b c/x", "b/", "b/x+y", "b/é", "c%20/x", "d_$folder$", "é/1", "😀/1", "\uE000/1"];

    [Theory]
    [InlineData("*/*")]
    [InlineData("*/[1x]*")]
    [InlineData("{a,b,c*}/*")]
    [InlineData("[^a-b]*/?")]
    [InlineData("?*")]
    [InlineData("a{/*,0/1}")]
    public async Task Globs_find_the_same_there(string glob)
    {
        var access = new AwsAccess { S3Endpoint = await moto.UrlAsync(), Credentials = new BasicAWSCredentials("test", "test") };
        using var s3 = access.S3();
        var bucket = $"b{Guid.NewGuid():N}";
        await s3.PutBucketAsync(bucket);
        foreach (var key in Keys)
            await new S3Files(s3).WriteAsync(new(bucket, key), new byte[1]);
        var pattern = S3Glob.Parse(glob);

        foreach (var pageSize in (int[])[1, 3, 1000])
        {
            var found = await new GlobListing(s3, bucket, pattern, folders: false, pageSize).ListAsync(default).Select(e => e.Uri.Key).ToListAsync();
            found.ShouldBe(Keys.Where(pattern.IsMatch).Order(KeyOrder.Utf8));
        }
    }
}
