namespace MrJob.Cli.Jobs;

/// <summary>Where a job's output goes: to standard output, to a local folder, to a place on S3 where it stays, or nowhere.</summary>
internal sealed record OutputTarget(bool Print, string? Folder, string? S3Uri)
{
    /// <exception cref="CommandException">The folder exists and holds something: nothing is overwritten.</exception>
    public static OutputTarget Of(string? outputDir, bool noOutput)
    {
        if (outputDir is null)
            return new(Print: !noOutput, null, null);
        if (outputDir.Length == 0)
            throw new CommandException(ExitCodes.BadUsage, "--output-dir is empty; it must be a folder or an S3 URI.");
        if (outputDir.StartsWith("s3", StringComparison.OrdinalIgnoreCase) && outputDir.Contains("://", StringComparison.Ordinal))
            return new(Print: false, null, outputDir);
        if (Directory.Exists(outputDir) && Directory.EnumerateFileSystemEntries(outputDir).Any())
            throw new CommandException(ExitCodes.BadUsage, $"The output folder {outputDir} exists and is not empty.");
        return new(Print: false, outputDir, null);
    }
}
