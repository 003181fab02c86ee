using System.CommandLine;
using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using MrJob.Cli.S3;
using MrJob.Core.Storage;

namespace MrJob.Cli.Commands;

/// <summary><c>mrjob s3 ls|cat|cp|rm|mkdir|du|md5</c>.</summary>
internal static class S3Command
{
    private const string WhichS3 =
        "Which S3 is meant: --endpoint-url; --aws for the real one; else that of AWS_ENDPOINT_URL_S3 or AWS_ENDPOINT_URL; else the local one of the data "
        + "folder (--data-dir, by default .mrjob), which is started for this command if no mrjob serves it. "
        + "In keys, * ? [a-z] {a,b} are wildcards, as in Hadoop: * does not go past a slash, and \\ takes the next character as it is.";

    public static Command Create() => new("s3", "Look at objects on S3, read, copy and delete them. " + WhichS3)
    {
        List(), Cat(), Copy(), Remove(), MakeFolder(), Usage(), Md5(),
    };

    private static Command List()
    {
        var uris = Uris(ArgumentArity.ZeroOrMore, "s3://bucket/key, folder or glob; without any, the buckets are listed");
        var isLong = new Option<bool>("--long", "-l") { Description = "with size in bytes and time" };
        var recursive = Recursive("all objects below, at any depth");
        var json = Json();
        return Make(new("ls", "List an object, a folder's entries, or what matches.") { uris, isLong, recursive, json }, async (parsed, connection, sources, cancel) =>
        {
            var lister = new S3Lister(connection, sources, parsed.GetValue(json));
            await lister.ListAsync(Parse(parsed.GetValue(uris)!), parsed.GetValue(recursive), parsed.GetValue(isLong), cancel);
        });
    }

    private static Command Cat()
    {
        var uris = Uris(ArgumentArity.OneOrMore, "objects, globs, or folders (with a final slash: all that is in them)");
        var raw = new Option<bool>("--raw") { Description = "bytes as they are; without it, what is named .gz or .bz2 is unpacked" };
        return Make(new("cat", "Print objects.") { uris, raw }, async (parsed, connection, sources, cancel) =>
        {
            await using var output = Console.OpenStandardOutput();
            await new S3Reader(connection, sources).CatAsync(Parse(parsed.GetValue(uris)!), parsed.GetValue(raw), output, cancel);
        });
    }

    private static Command Copy()
    {
        var from = new Argument<string>("FROM") { Description = "file, folder, - for standard input, or s3://bucket/key (also a glob)" };
        var to = new Argument<string>("TO") { Description = "file, folder, - for standard output, or s3://bucket/key; with a final slash a folder" };
        var recursive = Recursive("a folder with all that is in it");
        var partSize = new Option<int>("--part-size-mb")
        {
            Description = "size of the parts of an upload, in MiB, from 5 to 2000; one part is held in memory",
            DefaultValueFactory = _ => (int)(S3Files.DefaultPartSize >> 20),
        };
        partSize.Validators.Add(result =>
        {
            if (result.Tokens is [var text] && !(int.TryParse(text.Value, out var size) && size is >= 5 and <= 2000))
                result.AddError("--part-size-mb must be a whole number from 5 to 2000.");
        });
        return Make(new("cp", "Copy to S3, from S3 or within S3.") { from, to, recursive, partSize }, async (parsed, connection, sources, cancel) =>
        {
            var copier = new S3Copier(connection, sources, (long)parsed.GetValue(partSize) << 20);
            await copier.CopyAsync(parsed.GetValue(from)!, parsed.GetValue(to)!, parsed.GetValue(recursive), cancel);
        });
    }

    private static Command Remove()
    {
        var uris = Uris(ArgumentArity.OneOrMore, "objects, globs, or with --recursive folders");
        var recursive = Recursive("a folder with all that is in it");
        var force = new Option<bool>("--force") { Description = "also all that is in a bucket" };
        return Make(new("rm", "Delete objects.") { uris, recursive, force }, async (parsed, connection, sources, cancel) =>
        {
            var remover = new S3Remover(connection, sources);
            foreach (var uri in Parse(parsed.GetValue(uris)!))
                await remover.RemoveAsync(uri, parsed.GetValue(recursive), parsed.GetValue(force), cancel);
        });
    }

    private static Command MakeFolder()
    {
        var uris = Uris(ArgumentArity.OneOrMore, "s3://bucket or s3://bucket/folder");
        return Make(new("mkdir", "Make a bucket, if it is not there, and a folder in it.") { uris }, async (parsed, connection, sources, cancel) =>
        {
            foreach (var uri in Parse(parsed.GetValue(uris)!))
                await new S3Remover(connection, sources).MakeFolderAsync(uri, cancel);
        });
    }

    private static Command Usage()
    {
        var uris = Uris(ArgumentArity.OneOrMore, "objects, folders or globs");
        var json = Json();
        return Make(new("du", "Add up sizes: bytes, number of objects, URI.") { uris, json }, (parsed, connection, sources, cancel) =>
            new S3Lister(connection, sources, parsed.GetValue(json)).SumAsync(Parse(parsed.GetValue(uris)!), cancel));
    }

    private static Command Md5()
    {
        var uris = Uris(ArgumentArity.OneOrMore, "objects or globs");
        return Make(new("md5", "Print the MD5 of objects, from S3 where it knows it, or else by reading them.") { uris }, async (parsed, connection, sources, cancel) =>
        {
            var reader = new S3Reader(connection, sources);
            foreach (var uri in Parse(parsed.GetValue(uris)!))
            {
                await foreach (var file in sources.ObjectsAsync(uri, recursive: false, cancel))
                    await Console.Out.WriteLineAsync($"{await reader.Md5Async(file.Uri, cancel)}  {file.Uri}");
            }
        });
    }

    public static Argument<string[]> Uris(ArgumentArity arity, string description)
    {
        var uris = new Argument<string[]>("URI") { Arity = arity, Description = description };
        uris.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(t => !S3Uri.TryParse(t.Value, out _)))
                result.AddError($"'{token.Value}' is not an S3 URI; it must look like s3://bucket/key.");
        });
        return uris;
    }

    private static Option<bool> Recursive(string description) => new("--recursive", "-r") { Description = description };

    private static Option<bool> Json() => new("--json") { Description = "print JSON" };

    private static List<S3Uri> Parse(string[] uris) => [.. uris.Select(S3Uri.Parse)];

    /// <summary>A command on S3: with the options that say which S3 is meant, and its refusals as one line.</summary>
    public static Command Make(Command command, Func<ParseResult, S3Connection, S3Sources, CancellationToken, Task> action)
    {
        var endpoint = new Option<string?>("--endpoint-url") { Description = "URL of the S3" };
        var aws = new Option<bool>("--aws") { Description = "the real AWS, with your keys and region" };
        var dataDir = new Option<string>("--data-dir") { Description = "the local S3 of this data folder", DefaultValueFactory = _ => ".mrjob" };
        var noGlob = new Option<bool>("--no-glob") { Description = "take * ? [ { \\ in keys as they are" };
        foreach (var option in (Option[])[endpoint, aws, dataDir, noGlob])
            command.Options.Add(option);
        command.Does(async (parsed, cancel) =>
        {
            var choice = S3Choice.Of(
                parsed.GetValue(endpoint), parsed.GetValue(aws), parsed.GetResult(dataDir) is { Implicit: false }, Environment.GetEnvironmentVariable);
            try
            {
                await using var connection = await S3Connection.OpenAsync(choice, parsed.GetValue(dataDir)!, cancel);
                await action(parsed, connection, new(connection, globs: !parsed.GetValue(noGlob)), cancel);
                return ExitCodes.Done;
            }
            catch (Exception e) when (Refusal(e, string.Join(' ', parsed.Tokens.Select(t => t.Value).Where(S3Uri.HasScheme))) is { } refusal)
            {
                throw refusal;
            }
        });
        return command;
    }

    /// <summary>A known failure as one line; null when it is none.</summary>
    /// <param name="places">What the command was asked about: S3's answers do not repeat it.</param>
    private static CommandException? Refusal(Exception exception, string places) => exception switch
    {
        FormatException => new(ExitCodes.BadUsage, exception.Message),
        IOException or UnauthorizedAccessException => new(ExitCodes.JobFailed, exception.Message),
        DeleteObjectsException e => new(ExitCodes.JobFailed, Undeleted(e.Response.DeleteErrors)),
        AmazonS3Exception { StatusCode: >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError } e =>
            new(ExitCodes.JobFailed, $"{places}: {e.Message} ({e.ErrorCode})"),
        AmazonClientException => new(ExitCodes.Unreachable, $"S3 cannot be asked: {exception.Message}"),
        _ => null,
    };

    private static string Undeleted(List<DeleteError> errors) =>
        $"{errors.Count} objects could not be deleted, the first of them {errors[0].Key}: {errors[0].Message} ({errors[0].Code})";
}
