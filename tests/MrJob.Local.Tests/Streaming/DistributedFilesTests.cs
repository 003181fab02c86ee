using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.Versioning;
using System.Text;
using MrJob.Local.Streaming;
using MrJob.Local.Streaming.Arguments;
using MrJob.Testing;

namespace MrJob.Local.Tests.Streaming;

[UnsupportedOSPlatform("windows")]
public sealed class DistributedFilesTests : IDisposable
{
    private const UnixFileMode AnyWrite = UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    private readonly TempFolder folder = new();
    private readonly FolderStore store;
    private readonly DistributedFiles files;

    public DistributedFilesTests()
    {
        store = new FolderStore(folder.File("s3"));
        files = new DistributedFiles(store, folder.File("fetched"));
    }

    [Theory]
    [InlineData("lib.tar")]
    [InlineData("lib.tar.gz")]
    [InlineData("LIB.TGZ")] // YARN does not mind the case
    public void A_tar_archive_becomes_a_folder_with_its_links(string name)
    {
        Put(name, Tar(name, Entry("run.sh", "#!/bin/sh\necho ran\n"), Entry("sub/x", "x"), new PaxTarEntry(TarEntryType.SymbolicLink, "also") { LinkName = "sub/x" }));

        var work = Ship($"s3://b/{name}#lib");

        File.ReadAllText(Path.Combine(work, "lib", "also")).ShouldBe("x");
        Run(Path.Combine(work, "lib", "run.sh")).ShouldBe("ran\n"); // executable, whatever the archive says
        (File.GetUnixFileMode(Path.Combine(work, "lib", "run.sh")) & AnyWrite).ShouldBe(default);
    }

    [Theory]
    [InlineData("lib.zip")]
    [InlineData("lib.jar")]
    public void A_zip_archive_is_a_folder_by_its_own_name(string name)
    {
        Put(name, Zip(("run.sh", "#!/bin/sh\necho ran\n"), ("META-INF/x", "x")));

        var work = Ship($"s3://b/{name}");

        Run(Path.Combine(work, name, "run.sh")).ShouldBe("ran\n");
        File.Exists(Path.Combine(work, name, "META-INF", "x")).ShouldBeTrue();
    }

    [Fact]
    public void What_is_no_archive_stays_a_file()
    {
        Put("model.bin", "not packed"u8.ToArray());

        File.ReadAllText(Path.Combine(Ship("s3://b/model.bin#m"), "m")).ShouldBe("not packed");
    }

    [Fact]
    public void Nothing_in_an_archive_gets_out_of_its_folder()
    {
        Put("up.zip", Zip(("../../outside", "x")));
        Put("up.tar", Tar("up.tar", Entry("../../outside", "x")));
        Put("link.tar", Tar("link.tar", new PaxTarEntry(TarEntryType.SymbolicLink, "etc") { LinkName = "../../.." }, Entry("etc/outside", "x")));

        foreach (var name in new[] { "up.zip", "up.tar", "link.tar" })
            Should.Throw<StreamingClientException>(() => files.AddArchive($"s3://b/{name}")).Message
                .ShouldStartWith($"Error Launching job : s3://b/{name} cannot be unpacked: ");
        Directory.GetFiles(folder.Path, "outside", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("x.zip")]
    [InlineData("x.tar.gz")]
    public void A_damaged_archive_is_told_by_name(string name)
    {
        Put(name, "nonsense that is no archive"u8.ToArray());

        Should.Throw<StreamingClientException>(() => files.AddArchive($"s3://b/{name}")).Message
            .ShouldStartWith($"Error Launching job : s3://b/{name} cannot be unpacked: ");
    }

    [Theory]
    [InlineData("s3://b/gone", "File s3://b/gone does not exist.")]
    [InlineData("relative/path", "File relative/path does not exist.")]
    [InlineData("s3://b/x#a/b", "s3://b/x#a/b: the name after # must be a plain file name")]
    [InlineData("s3://b/x#..", "s3://b/x#..: the name after # must be a plain file name")]
    [InlineData("http://b/x", "not supported yet by the local EMR: the path http://b/x; paths are s3://bucket/key, or with s3n, s3a or hdfs, or without a scheme on HDFS")]
    public void Files_that_cannot_be_shipped_are_told(string uri, string message) =>
        Should.Throw<StreamingClientException>(() => files.AddFile(uri)).Message.ShouldBe(message);

    public void Dispose() => folder.Dispose();

    private void Put(string name, byte[] content) => store.Put("b", name, content);

    private string Ship(string archive)
    {
        files.AddArchive(archive);
        var work = Directory.CreateDirectory(folder.File("work")).FullName;
        files.LinkInto(work);
        return work;
    }

    private static string Run(string program)
    {
        using var process = Process.Start(new ProcessStartInfo(program) { RedirectStandardOutput = true })!;
        return process.StandardOutput.ReadToEnd();
    }

    private static PaxTarEntry Entry(string name, string text) =>
        new(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)), Mode = UnixFileMode.UserRead };

    private static byte[] Tar(string name, params TarEntry[] entries)
    {
        using var bytes = new MemoryStream();
        using (var target = name.EndsWith(".tar", StringComparison.Ordinal) ? (Stream)bytes : new GZipStream(bytes, CompressionLevel.Fastest))
        using (var tar = new TarWriter(target, leaveOpen: true))
            foreach (var entry in entries)
                tar.WriteEntry(entry);
        return bytes.ToArray();
    }

    private static byte[] Zip(params (string Name, string Text)[] entries)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create))
            foreach (var (name, text) in entries)
            {
                using var entry = new StreamWriter(zip.CreateEntry(name).Open());
                entry.Write(text);
            }

        return bytes.ToArray();
    }
}
