using MrJob.Core.Storage;

namespace MrJob.Core.Tests.Storage;

public class S3UploadTests
{
    private const long Mega = 1 << 20;

    [Theory]
    [InlineData(16 * Mega, 0, 16 * Mega)]
    [InlineData(16 * Mega, 100 * Mega, 16 * Mega)]
    [InlineData(1, 0, 5 * Mega)] // S3 takes no smaller part
    [InlineData(5 * Mega, 5_000_000 * Mega, 500 * Mega)] // nor more than 10,000
    public void Parts_are_of_a_size_that_S3_takes(long asked, long length, long size) => S3Upload.PartSize(asked, length).ShouldBe(size);
}
