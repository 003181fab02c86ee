using MrJob.Local.S3;
using MrJob.Local.S3.Storage;

namespace MrJob.Local.Tests.S3.Storage;

public class WriteConditionTests
{
    private static readonly ObjectEntry Existing = new("k", "k", 1, "tag", default, 0, new Dictionary<string, string>());

    [Fact]
    public void Creating_holds_only_where_nothing_is()
    {
        new WriteCondition(IfAbsent: true).Check("k", null);
        Code(new(IfAbsent: true), Existing).ShouldBe("PreconditionFailed");
    }

    [Fact]
    public void Updating_holds_only_for_the_etag_that_was_read()
    {
        new WriteCondition(IfETag: "tag").Check("k", Existing);
        new WriteCondition(IfETag: "*").Check("k", Existing);
        Code(new(IfETag: "other"), Existing).ShouldBe("PreconditionFailed");
        Code(new(IfETag: "tag"), null).ShouldBe("NoSuchKey");
    }

    private static string Code(WriteCondition condition, ObjectEntry? existing) =>
        Should.Throw<S3Exception>(() => condition.Check("k", existing)).Code;
}
