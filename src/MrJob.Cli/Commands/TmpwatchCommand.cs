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
            var remover = new S3Remover(connection, sources);
            var places = parsed.GetValue(uris)!.Select(S3Uri.Parse).Distinct().ToList();
            // All of them before anything is deleted: a line that is refused has done nothing.
            foreach (var uri in places)
                remover.CheckOld(uri, parsed.GetValue(force));
            var isTest = parsed.GetValue(test);
            var seen = new HashSet<S3Uri>();
            var done = 0L;
            try
            {
                foreach (var uri in places)
                {
                    var files = remover.OldAsync(uri, before, cancel).Select(f => f.Uri).Where(seen.Add).Select(Printed); // places may overlap
                    done += isTest ? await files.LongCountAsync(cancel) : await (await connection.FilesAsync(uri.Bucket, cancel)).DeleteAsync(files, cancel);
                }
            }
            finally
            {
                await Console.Error.WriteLineAsync($"{Numerals.Count(done, "object")} {(isTest ? "would be deleted" : "deleted")}.");
            }
        });
    }

    private static S3Uri Printed(S3Uri uri)
    {
        Console.Out.WriteLine(uri);
        return uri;
    }
}
