using System.CommandLine;
using MrJob.Cli.S3;
using MrJob.Core;
using MrJob.Core.Storage;

namespace MrJob.Cli.Commands;

/// <summary><c>mrjob s3-tmpwatch AGE URI...</c>: deletes what has become old.</summary>
internal static class TmpwatchCommand
{
    public static Command Create()
    {
        var age = new Argument<string>("AGE") { Description = Age.Form };
        age.Validators.Add(result =>
        {
            if (result.Tokens is [var text] && Age.Parse(text.Value) is null)
                result.AddError($"AGE is '{text.Value}'; it must be {Age.Form}.");
        });
        var uris = S3Command.Uris(ArgumentArity.OneOrMore, "folders, objects or globs; folders with all that is in them");
        var test = new Option<bool>("--test", "-t", "--dry-run") { Description = "print what would be deleted, and delete nothing" };
        var force = new Option<bool>("--force") { Description = "also all that is in a bucket" };
        return S3Command.Make(new("s3-tmpwatch", "Delete objects that were last written longer ago than AGE, and print them.") { age, uris, test, force }, async (parsed, connection, sources, cancel) =>
        {
            var before = Pause.Clock.GetUtcNow() - Age.Parse(parsed.GetValue(age)!)!.Value;
            var deleted = 0L;
            foreach (var uri in parsed.GetValue(uris)!.Select(S3Uri.Parse))
            {
                var files = new S3Remover(connection, sources).OldAsync(uri, before, parsed.GetValue(force), cancel).Select(Printed);
                deleted += parsed.GetValue(test) ? await files.LongCountAsync(cancel) : await (await connection.FilesAsync(uri.Bucket, cancel)).DeleteAsync(files, cancel);
            }
            await Console.Error.WriteLineAsync($"{Numerals.Count(deleted, "object")} {(parsed.GetValue(test) ? "would be deleted" : "deleted")}.");
        });
    }

    private static S3Uri Printed(S3File file)
    {
        Console.Out.WriteLine(file.Uri);
        return file.Uri;
    }
}
