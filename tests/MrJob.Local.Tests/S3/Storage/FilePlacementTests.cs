using FsCheck.Xunit;
using MrJob.Local.S3.Storage;

namespace MrJob.Local.Tests.S3.Storage;

public class FilePlacementTests
{
    [Fact]
    public void A_file_beside_a_folder_of_its_name_is_marked() => Place("a/b", "a").ShouldBe(["a/b", "a%f"]);

    [Fact]
    public void A_folder_beside_a_file_of_its_name_is_marked() => Place("a", "a/b", "a/c/d").ShouldBe(["a", "a%d/b", "a%d/c/d"]);

    [Property(Arbitrary = [typeof(Keys)], MaxTest = 100, EndSize = 30)]
    public void Any_keys_have_files_of_their_own_in_any_order(OddKey[] keys)
    {
        var distinct = keys.Select(key => key.Text).Distinct().ToArray();

        var files = Place(distinct);

        files.Distinct().Count().ShouldBe(distinct.Length);
        files.Select(FileNames.Decode).ShouldBe(distinct);
        foreach (var file in files)
            files.ShouldNotContain(other => other.StartsWith(file + "/", StringComparison.Ordinal), $"{file} would be a file and a folder");
    }

    private static List<string> Place(params string[] keys)
    {
        var files = new List<string>();
        foreach (var key in keys)
            files.Add(FilePlacement.Choose(
                FileNames.Encode(key), files.Contains, path => files.Any(file => file.StartsWith(path + "/", StringComparison.Ordinal))));
        return files;
    }
}
