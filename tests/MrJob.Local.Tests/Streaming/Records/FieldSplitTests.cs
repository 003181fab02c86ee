using System.Text;
using MrJob.Local.Streaming.Records;

namespace MrJob.Local.Tests.Streaming.Records;

public class FieldSplitTests
{
    [Theory]
    [InlineData("k\tv", 1, "k", "v")]
    [InlineData("a\tb\tc", 1, "a", "b\tc")]
    [InlineData("a\tb\tc", 2, "a\tb", "c")]
    [InlineData("a\tb\tc", 3, "a\tb\tc", "")] // fewer separators than fields: all key
    [InlineData("word", 1, "word", "")]
    [InlineData("", 1, "", "")]
    [InlineData("\tv", 1, "", "v")]
    [InlineData("k\t", 1, "k", "")]
    public void A_line_parts_at_the_nth_separator(string line, int keyFields, string key, string value) => Split(line, "\t", keyFields).ShouldBe((key, value));

    [Fact]
    public void A_separator_may_have_several_bytes() => Split("a, b, c", ", ", 2).ShouldBe(("a, b", "c"));

    private static (string Key, string Value) Split(string line, string separator, int keyFields)
    {
        var fields = FieldSplit.At(separator, keyFields);
        var bytes = Encoding.UTF8.GetBytes(line);
        var key = fields.Key(bytes);
        return (Encoding.UTF8.GetString(key), Encoding.UTF8.GetString(fields.Value(bytes, key.Length)));
    }
}
