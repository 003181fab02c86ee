using MrJob.Local.Emr.Steps.Files;
using MrJob.Local.Streaming.Input;
using MrJob.Testing;

namespace MrJob.Local.Tests.Emr.Steps.Files;

public sealed class HdfsFolderTests : IDisposable
{
    private const string Bucket = HadoopPath.HdfsBucket;

    private readonly TempFolder folder = new();
    private readonly HdfsFolder hdfs;

    public HdfsFolderTests() => hdfs = new HdfsFolder(folder.File("hdfs"));

    [Fact]
    public void Before_anything_is_written_it_is_there_and_empty()
    {
        hdfs.BucketExists(Bucket).ShouldBeTrue();
        hdfs.List(Bucket, "").ShouldBeEmpty();
        hdfs.Find(Bucket, "x").ShouldBeNull();
        hdfs.Delete(Bucket, "x").ShouldBeFalse();
    }

    [Fact]
    public async Task Files_are_moved_in_found_replaced_and_listed_with_their_folders()
    {
        await PutAsync("b/two", "22");
        await PutAsync("a/one", "1");
        await PutAsync("a/one", "11");
        hdfs.MakeFolder("a/empty");

        File.ReadAllText(hdfs.Find(Bucket, "a/one")!.File).ShouldBe("11");
        hdfs.Find(Bucket, "a").ShouldBeNull(); // a folder is no file
        Keys("").ShouldBe(["a/", "a/empty/", "a/one", "b/", "b/two"]);
        Keys("a/").ShouldBe(["a/", "a/empty/", "a/one"]);
        Keys("a/o").ShouldBe(["a/one"]);
        Keys("no/").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_in_the_place_of_a_folder_is_a_fault()
    {
        await PutAsync("a", "file");

        await Should.ThrowAsync<IOException>(() => PutAsync("a/b", "x"));
    }

    [Fact]
    public async Task Folders_outlive_their_files_until_they_are_deleted()
    {
        await PutAsync("a/one", "1");

        hdfs.Delete(Bucket, "a/one").ShouldBeTrue();
        Keys("").ShouldBe(["a/"]);
        hdfs.Delete(Bucket, "a/").ShouldBeTrue();
        Keys("").ShouldBeEmpty();
    }

    public void Dispose() => folder.Dispose();

    private IEnumerable<string> Keys(string prefix) => hdfs.List(Bucket, prefix).Select(found => found.Key);

    private Task PutAsync(string key, string text) => hdfs.ImportAsync(Bucket, key, folder.Write("coming", text));
}
