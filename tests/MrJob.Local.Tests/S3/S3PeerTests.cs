using System.Diagnostics;
using MrJob.Testing;

namespace MrJob.Local.Tests.S3;

/// <summary>Clients that are not .NET's.</summary>
public class S3PeerTests
{
    [Fact]
    public async Task The_aws_cli_does_its_work()
    {
        await using var s3 = await LocalS3.StartAsync();
        using var folder = new TempFolder();
        folder.Write("in/a.txt", "alpha");
        folder.Write("in/sub/b c+d.txt", "beta");
        folder.Write("big", new string('x', 9 << 20));
        var script = $$"""
            set -eu
            s3() { {{Peers.AwsCli}} --endpoint-url {{s3.Endpoint}} s3 "$@"; }
            s3 mb s3://my-data
            s3 sync in s3://my-data/synced
            s3 cp big s3://my-data/big
            s3 cp s3://my-data/big s3://my-data/bigger
            s3 ls --recursive s3://my-data/synced/
            s3 rm --recursive s3://my-data/synced
            """;

        var output = await RunAsync("bash", ["-c", script], folder.Path);

        output.ShouldContain("synced/a.txt");
        output.ShouldContain("synced/sub/b c+d.txt");
        s3.Store.List("my-data", "").Select(stored => stored.Key).ShouldBe(["big", "bigger"]);
        s3.Store.Find("my-data", "bigger")!.ETag.ShouldEndWith("-2");
        (await File.ReadAllTextAsync(s3.FileOf("my-data/bigger"))).ShouldBe(new string('x', 9 << 20));
    }

    [Fact]
    public async Task Boto3_does_its_work()
    {
        await using var s3 = await LocalS3.StartAsync("my-data");
        using var folder = new TempFolder();
        s3.Clock.SetToMachine();
        var script = folder.Write("script.py", $$$"""
            import boto3, io, urllib.request
            from botocore.exceptions import ClientError
            s3 = boto3.client("s3", endpoint_url="{{{s3.Endpoint}}}", region_name="us-east-1")
            content = bytes(range(256)) * 50_000
            s3.upload_fileobj(io.BytesIO(content), "my-data", "a/../b//c d+é", ExtraArgs={"Metadata": {"color": "blue"}})
            got = s3.get_object(Bucket="my-data", Key="a/../b//c d+é")
            assert got["Body"].read() == content and got["Metadata"] == {"color": "blue"}
            s3.put_object(Bucket="my-data", Key="once", Body=b"1", IfNoneMatch="*")
            try:
                s3.put_object(Bucket="my-data", Key="once", Body=b"2", IfNoneMatch="*")
                assert False
            except ClientError as e:
                assert e.response["Error"]["Code"] == "PreconditionFailed" and e.response["ResponseMetadata"]["HTTPStatusCode"] == 412
            url = s3.generate_presigned_url("get_object", {"Bucket": "my-data", "Key": "once"}, ExpiresIn=60)
            assert urllib.request.urlopen(url).read() == b"1"
            for n in range(5):
                s3.put_object(Bucket="my-data", Key=f"n/ {n}\n", Body=b"", ChecksumAlgorithm="SHA256")
            pages = s3.get_paginator("list_objects_v2").paginate(Bucket="my-data", Prefix="n/", PaginationConfig={"PageSize": 2})
            assert [o["Key"] for page in pages for o in page["Contents"]] == [f"n/ {n}\n" for n in range(5)]
            deleted = s3.delete_objects(Bucket="my-data", Delete={"Objects": [{"Key": f"n/ {n}\n"} for n in range(5)]})
            assert len(deleted["Deleted"]) == 5
            print("done")
            """);

        (await RunAsync(Peers.Python, [script], folder.Path)).ShouldBe("done\n");
    }

    private static async Task<string> RunAsync(string program, string[] args, string folder)
    {
        var start = new ProcessStartInfo(program, args) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in new[] { ("AWS_ACCESS_KEY_ID", "any"), ("AWS_SECRET_ACCESS_KEY", "thing"), ("AWS_DEFAULT_REGION", "us-east-1"), ("AWS_CONFIG_FILE", "/dev/null") })
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, await error);
        return output;
    }
}
