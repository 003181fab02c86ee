namespace MrJob.Cli.Laptop;

/// <summary>The programs that every node of a cluster has and a laptop has not: <c>hadoop</c> and <c>hdfs</c>, for what tasks and steps run.</summary>
internal static class ClusterPrograms
{
    /// <summary>Writes them into a folder, and returns a PATH that begins with it: a Hadoop of the user's own knows nothing of the local cluster.</summary>
    public static string PathWith(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var name in new[] { "hadoop", "hdfs" })
        {
            var path = Path.Combine(folder, name);
            File.WriteAllText(path, $"""
                #!/bin/sh
                # Made by mrjob local: {name} for what steps run on this machine.
                {Runtime()}case "$1" in
                  fs|dfs) shift; exec {Command()} hadoop-fs -- "$@" ;;
                esac
                echo "{name} $1: the local EMR has fs and dfs only" >&2
                exit 255

                """.ReplaceLineEndings("\n"));
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        return $"{folder}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}";
    }

    /// <summary>Tasks have a clean environment: where .NET is has to be said, if it was to us.</summary>
    private static string Runtime() =>
        Environment.GetEnvironmentVariable("DOTNET_ROOT") is { Length: > 0 } root ? $"export DOTNET_ROOT={Core.Configuration.ShellWords.Quote(root)}\n" : "";

    /// <summary>This very command, as a shell calls it: its own program, or dotnet with its assembly.</summary>
    private static string Command()
    {
        var program = Environment.ProcessPath ?? throw new InvalidOperationException("This process does not know its own program.");
        string[] words = Path.GetFileNameWithoutExtension(program) == "dotnet" ? [program, Path.Combine(AppContext.BaseDirectory, "mrjob.dll")] : [program];
        return Core.Configuration.ShellWords.Join(words);
    }
}
