using System.Text.RegularExpressions;

namespace MrJob.Core.Uploads;

/// <summary>What a placeholder in a job's body is part of: it decides what may be put in, and how.</summary>
internal enum Slot
{
    /// <summary>Nothing may be put in.</summary>
    None,

    /// <summary>An S3 URI, or several as a glob: <c>input</c>.</summary>
    Input,

    /// <summary>An S3 URI: <c>output_dir</c>.</summary>
    Folder,

    /// <summary>One argument in a list of them: nobody splits it.</summary>
    Argument,

    /// <summary>A command that Hadoop streaming splits into words: a placeholder is always within one of them.</summary>
    Command,

    /// <summary>A value that others may split or read in their own way: plain characters only.</summary>
    Plain,
}

/// <summary>Where in a job's body placeholders may stand. Pure.</summary>
internal static partial class Slots
{
    public const string Allowed = "label, input, output_dir, script_args, and of steps args, jobconf and the commands of mapper, combiner and reducer; of options cmdenv, jobconf and tags; and of jobconf and cmdenv only in settings that are the program's own";

    private const string Item = "#";

    /// <param name="path">Names of members, and <c>#</c> for an item of a list.</param>
    public static Slot At(IReadOnlyList<string> path) => path switch
    {
        ["label"] => Slot.Plain,
        ["input", Item] => Slot.Input,
        ["output_dir"] => Slot.Folder,
        ["script_args", Item] or ["steps", Item, "args", Item] => Slot.Argument,
        ["steps", Item, "mapper" or "combiner" or "reducer"] or ["steps", Item, "mapper" or "combiner" or "reducer", "command"] => Slot.Command,
        ["steps", Item, "jobconf", _] or ["options", "jobconf", _] => IsOfHadoop().IsMatch(path[^1]) ? Slot.None : Slot.Plain,
        ["options", "cmdenv", var name] => IsOfPrograms().IsMatch(name) ? Slot.None : Slot.Plain,
        ["options", "tags", _] => Slot.Plain,
        _ => Slot.None,
    };

    /// <summary>Settings of Hadoop, Spark and Hive: some of them say what is run, or where it writes. A job's name and tags say nothing but that.</summary>
    [GeneratedRegex(@"\A(?!mapreduce\.job\.(?:name|tags)\z|mapred\.job\.name\z)(?:mapred|mapreduce|stream|yarn|fs|dfs|hadoop|io|ipc|net|security|tmp\w+|job|map|hive|spark|key|num|aggregate|min|max|jobclient|local|user|topology|tasktracker)(?:\.|\z)|\Atmp", RegexOptions.CultureInvariant)]
    private static partial Regex IsOfHadoop();

    /// <summary>Variables by which shells, loaders and interpreters choose what they run.</summary>
    [GeneratedRegex(@"\A(?:PATH|IFS|ENV|PS4|SHELL\w*|HOME|PROMPT_COMMAND|CDPATH|CLASSPATH|TMPDIR|LD_.*|DYLD_.*|BASH.*|PYTHON.*|PERL.*|RUBY.*|GEM_.*|NODE_.*|NPM_.*|R_.*|LUA_.*|GOFLAGS|PHP.*|GIT_.*|JAVA.*|_JAVA.*|JDK_.*|JVM_.*|HADOOP.*|YARN.*|MAPRED.*|HDFS.*|SPARK.*|HIVE.*|AWS_.*|.*_OPTS|.*_OPTIONS)\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex IsOfPrograms();
}
