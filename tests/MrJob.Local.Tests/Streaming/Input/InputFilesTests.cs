using MrJob.Local.Streaming.Arguments;
using MrJob.Local.Streaming.Input;
using MrJob.Testing;

namespace MrJob.Local.Tests.Streaming.Input;

public sealed class InputFilesTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly FolderStore store;

    public InputFilesTests()
    {
        store = new FolderStore(folder.Path);
        foreach (var key in new[]
        {
            "in/", "in/a.txt", "in/b.txt", "in/_SUCCESS", "in/.hidden", "in_$folder$", "tree/x", "tree/sub/y", "tree/_tmp/z",
            "2024/01/f", "2024/02/f", "2025/01/f", "odd/a[1]", "odd/b*", "empty/",
        })
            store.Put("b", key, [1]);
    }

    [Theory]
    [InlineData("s3://b/in/a.txt", "in/a.txt")]
    [InlineData("s3://b/in", "in/a.txt in/b.txt")] // markers and hidden names are no input
    [InlineData("s3n://b/in/", "in/a.txt in/b.txt")]
    [InlineData("s3a://b//in//", "in/a.txt in/b.txt")]
    [InlineData("s3://b/in/a.txt,s3://b/in/b.txt", "in/a.txt in/b.txt")]
    [InlineData("s3://b/in/*.txt", "in/a.txt in/b.txt")]
    [InlineData("s3://b/in/?.txt", "in/a.txt in/b.txt")]
    [InlineData("s3://b/in/[^a].txt", "in/b.txt")]
    [InlineData("s3://b/in/[a-b].txt", "in/a.txt in/b.txt")]
    [InlineData("s3://b/in/{a,c}.txt", "in/a.txt")]
    [InlineData("s3://b/{in/a,2024/01/f,x}*", "2024/01/f in/a.txt")]
    [InlineData("s3://b/2024/*", "2024/01/f 2024/02/f")] // a pattern may match folders
    [InlineData("s3://b/202?/01", "2024/01/f 2025/01/f")]
    [InlineData("s3://b/odd/a\\[1\\]", "odd/a[1]")]
    [InlineData("s3://b/empty", "")]
    public void Inputs_name_files(string input, string keys) =>
        string.Join(' ', Find(input).Select(file => file.Path.Key)).ShouldBe(keys);

    [Theory]
    [InlineData("s3://b/nothing", "Error Launching job : Input path does not exist: s3://b/nothing")]
    [InlineData("s3://nobucket/x", "Error Launching job : Input path does not exist: s3://nobucket/x")]
    [InlineData("s3://b/in/z*", "Error Launching job : Input Pattern s3://b/in/z* matches 0 files")]
    [InlineData("s3://b/in/_SUCCESS", "Error Launching job : Input Pattern s3://b/in/_SUCCESS matches 0 files")]
    [InlineData("s3://b/no1,s3://b/no2", "Error Launching job : Input path does not exist: s3://b/no1\nInput path does not exist: s3://b/no2")]
    [InlineData("s3://b/tree", "Error Launching job : Not a file: s3://b/tree/sub")]
    [InlineData("s3://b/in/[a", "Error Launching job : Illegal file pattern: a [ is not closed in in/[a")]
    public void Faults_are_told_in_Hadoops_words(string input, string message)
    {
        var fault = Should.Throw<StreamingClientException>(() => Find(input));

        fault.Message.ShouldBe(message);
        fault.ExitCode.ShouldBe(5);
    }

    [Theory]
    [InlineData("gs://bucket/x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("s3:///x")]
    public void Paths_of_other_file_systems_are_refused(string input) =>
        Should.Throw<StreamingClientException>(() => Find(input)).Message.ShouldStartWith($"not supported yet by the local EMR: the path {input}");

    [Fact]
    public void Folders_in_a_folder_may_be_left_out() =>
        new InputFiles(store, recursive: false, skipFolders: true).Find(["s3://b/tree"]).Select(file => file.Path.ToString()).ShouldBe(["s3://b/tree/x"]);

    [Fact]
    public void A_recursive_search_goes_into_folders_that_are_not_hidden() =>
        new InputFiles(store, recursive: true).Find(["s3://b/tree"]).Select(file => file.Path.ToString()).ShouldBe(["s3://b/tree/sub/y", "s3://b/tree/x"]);

    public void Dispose() => folder.Dispose();

    private IReadOnlyList<InputFile> Find(string input) => new InputFiles(store, recursive: false).Find([input]);
}
