using System.Globalization;
using MrJob.Core.Logs.Parsing;

namespace MrJob.Core.Logs.Diagnosis;

/// <summary>What usually helps against well-known errors. Pure.</summary>
internal static class Hints
{
    private static readonly (string Words, string Hint)[] Known =
    [
        ("ModuleNotFoundError", "Install the module on every machine (bootstrap), or bring it along (py_files, upload_files)."),
        ("No module named", "Install the module on every machine (bootstrap), or bring it along (py_files, upload_files)."),
        ("already exists", "Choose another output_dir, or remove the old output first."),
        ("Access Denied", "The cluster's instance profile (iam_instance_profile) must be allowed to use that bucket."),
        ("AccessDenied", "The cluster's instance profile (iam_instance_profile) must be allowed to use that bucket."),
        ("Failed to load class", "Name a class that the jar has: main_class, spelled with its package."),
        ("max threshold", "Ask for less memory, or for a bigger instance_type."),
        ("maxResultSize", "Write the result to S3 instead of collecting it, or raise spark.driver.maxResultSize."),
        ("UnicodeDecodeError", "The input is not the encoding that the program reads; open it as bytes, or say which encoding it has."),
        ("bad interpreter", "The script's first line names a program that the machines do not have; name one in python_bin, or install it (bootstrap)."),
    ];

    public static string? For(LogError error, int? exitCode)
    {
        var text = error.Excerpt.Text;
        if (error.Kind == ErrorKind.Memory)
            return "Give tasks more memory (jobconf mapreduce.map.memory.mb, mapreduce.reduce.memory.mb; spark_args --executor-memory, --driver-memory) or machines with more of it (instance_type).";
        if (error.Kind == ErrorKind.Timeout)
            return "Report progress on stderr (reporter:status:…) while working, or raise jobconf mapreduce.task.timeout (ms).";
        if (Array.Find(Known, k => text.Contains(k.Words, StringComparison.Ordinal)).Hint is { } hint)
            return hint;
        return error.Kind is ErrorKind.Wrapper && (ErrorKinds.ExitCodeIn(text) ?? exitCode) is { } code ? OfExitCode(code) : null;
    }

    /// <summary>What shells and the kernel mean by an exit code; null where it is the program's own (https://www.gnu.org/software/bash/manual/html_node/Exit-Status.html).</summary>
    public static string? OfExitCode(int code) => code switch
    {
        126 => "Exit code 126: the program is there, but cannot be executed.",
        127 => "Exit code 127: the program, or something it calls, is not installed on the machines.",
        137 => "Exit code 137: it was killed (SIGKILL), mostly because memory ran out.",
        139 => "Exit code 139: it crashed (SIGSEGV).",
        143 => "Exit code 143: it was asked to end (SIGTERM), mostly by YARN.",
        > 128 and < 165 => string.Create(CultureInfo.InvariantCulture, $"Exit code {code}: signal {code - 128} ended it."),
        _ => null,
    };
}
