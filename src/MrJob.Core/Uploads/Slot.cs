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
internal static class Slots
{
    public const string Allowed = "label, input, output_dir, script_args, and of steps args, jobconf and the commands of mapper, combiner and reducer; of options cmdenv, jobconf and tags";

    private const string Item = "#";

    /// <param name="path">Names of members, and <c>#</c> for an item of a list.</param>
    public static Slot At(IReadOnlyList<string> path) => path switch
    {
        ["label"] => Slot.Plain,
        ["input", Item] => Slot.Input,
        ["output_dir"] => Slot.Folder,
        ["script_args", Item] or ["steps", Item, "args", Item] => Slot.Argument,
        ["steps", Item, "mapper" or "combiner" or "reducer"] or ["steps", Item, "mapper" or "combiner" or "reducer", "command"] => Slot.Command,
        ["steps", Item, "jobconf", _] or ["options", "cmdenv" or "jobconf" or "tags", _] => Slot.Plain,
        _ => Slot.None,
    };
}
