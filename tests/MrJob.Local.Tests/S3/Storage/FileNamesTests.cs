using System.Text;
using FsCheck.Xunit;
using MrJob.Local.S3.Storage;

namespace MrJob.Local.Tests.S3.Storage;

public class FileNamesTests
{
    [Theory]
    [InlineData("logs/2026-05-17T09:30:00/part-00000.gz", "logs/2026-05-17T09:30:00/part-00000.gz")]
    [InlineData("Ünïcode/日本.txt", "Ünïcode/日本.txt")]
    [InlineData("a+b c", "a+b c")]
    [InlineData("a//b", "a/%e/b")]
    [InlineData("a/", "a/%e")]
    [InlineData("/a", "%e/a")]
    [InlineData("a/../b/.", "a/%2E%2E/b/%2E")]
    [InlineData("...", "...")]
    [InlineData("100%", "100%25")]
    [InlineData("%d", "%25d")]
    [InlineData("a\nb\\c", "a%0Ab%5Cc")]
    public void An_ordinary_key_is_its_own_path_and_an_odd_one_is_escaped(string key, string path) =>
        string.Join('/', FileNames.Encode(key)).ShouldBe(path);

    [Theory]
    [InlineData("README/É", "%52%45%41%44%4D%45/%C3%89")]
    [InlineData("part-00000", "part-00000")]
    public void Capitals_are_escaped_where_the_file_system_ignores_case(string key, string path) =>
        string.Join('/', FileNames.Encode(key, foldsCase: true)).ShouldBe(path);

    [Theory]
    [InlineData("a%d/b%f", "a/b")]
    [InlineData("%e%d/%e%f", "/")]
    [InlineData("aaa%m/bbb", "aaabbb")]
    public void Marks_are_not_part_of_the_key(string path, string key) => FileNames.Decode(path).ShouldBe(key);

    [Fact]
    public void A_long_segment_goes_on_in_the_next_name_which_is_never_only_dots()
    {
        var names = FileNames.Encode(new string('x', 248) + "..");

        names.ShouldBe([new string('x', 248) + "%m", "%2E%2E"]);
        FileNames.Decode(string.Join('/', names)).ShouldBe(new string('x', 248) + "..");
    }

    [Property(Arbitrary = [typeof(Keys)], MaxTest = 500)]
    public void Every_path_leads_back_to_its_key(OddKey key, bool foldsCase) =>
        FileNames.Decode(string.Join('/', FileNames.Encode(key.Text, foldsCase))).ShouldBe(key.Text);

    [Property(Arbitrary = [typeof(Keys)], MaxTest = 500)]
    public void Every_name_is_one_that_a_file_can_have(OddKey key, bool foldsCase)
    {
        foreach (var name in FileNames.Encode(key.Text, foldsCase))
        {
            name.ShouldNotBeOneOf("", ".", "..");
            (Encoding.UTF8.GetByteCount(name) + FileNames.FolderMark.Length).ShouldBeLessThanOrEqualTo(255);
            name.Any(char.IsControl).ShouldBeFalse();
        }
    }

    [Property(Arbitrary = [typeof(Keys)], MaxTest = 500)]
    public void Two_keys_differ_by_more_than_case_where_the_file_system_ignores_case(OddKey one, OddKey other)
    {
        var (a, b) = (string.Join('/', FileNames.Encode(one.Text, true)), string.Join('/', FileNames.Encode(other.Text, true)));
        a.All(char.IsAscii).ShouldBeTrue();
        a.Equals(b, StringComparison.OrdinalIgnoreCase).ShouldBe(one.Text == other.Text);
    }
}
