using System.IO.Compression;
using MrJob.Cli.Python;
using MrJob.Testing;

namespace MrJob.Cli.Tests.Python;

public sealed class LibraryZipTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_same_library_gives_the_same_bytes_wherever_and_whenever_it_was_installed()
    {
        var (one, two) = (Install("one"), Install("two"));
        File.SetLastWriteTimeUtc(Path.Combine(two, "job.py"), new(2020, 2, 2, 0, 0, 0, DateTimeKind.Utc));
        _folder.Write("two/mrjob/__pycache__/job.cpython-311.pyc", "compiled");
        using var first = await LibraryZip.CreateAsync(one, null, TestContext.Current.CancellationToken);
        using var second = await LibraryZip.CreateAsync(two, _folder.File("scratch"), TestContext.Current.CancellationToken);

        (await File.ReadAllBytesAsync(second.Path, TestContext.Current.CancellationToken)).ShouldBe(
            await File.ReadAllBytesAsync(first.Path, TestContext.Current.CancellationToken));
        await using var archive = await ZipFile.OpenReadAsync(first.Path, TestContext.Current.CancellationToken);
        archive.Entries.Select(e => e.FullName).ShouldBe(["mrjob/__init__.py", "mrjob/fs/s3.py", "mrjob/job.py"]);
        Path.GetFileName(first.Path).ShouldBe("mrjob.zip");
        second.Path.ShouldStartWith(_folder.File("scratch"));
    }

    [Fact]
    public async Task The_zip_goes_with_its_object()
    {
        var zip = await LibraryZip.CreateAsync(Install("one"), _folder.File("scratch"), TestContext.Current.CancellationToken);
        zip.Dispose();
        Directory.EnumerateFileSystemEntries(_folder.File("scratch")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_library_that_is_an_archive_already_is_not_zipped_again() =>
        (await Should.ThrowAsync<CommandException>(LibraryZip.CreateAsync(_folder.Write("mrjob.egg", "") + "/mrjob", null, TestContext.Current.CancellationToken)))
            .Message.ShouldContain("--no-bootstrap-mrjob");

    private string Install(string where)
    {
        foreach (var name in (string[])["job.py", "fs/s3.py", "__init__.py"])
            _folder.Write($"{where}/mrjob/{name}", $"# {name}");
        return _folder.File($"{where}/mrjob");
    }
}
