using MrJob.Local.Streaming.Arguments;

namespace MrJob.Local.Streaming.Input;

/// <summary>How files are cut into splits and lines become records.</summary>
internal enum InputKind
{
    /// <summary><c>TextInputFormat</c>: a record is a line, its key the line's offset.</summary>
    Text,

    /// <summary><c>NLineInputFormat</c>: the same records, a number of lines to a map task.</summary>
    NLine,

    /// <summary><c>KeyValueTextInputFormat</c>: a line parts into key and value at its first separator.</summary>
    KeyValue,
}

/// <summary>What a job says of its input format.</summary>
internal static class InputFormat
{
    /// <summary>The property that has the class; <c>StreamJob</c> sets it from <c>-inputformat</c>, whatever <c>-D</c> says.</summary>
    public const string Property = "mapred.input.format.class";

    public const string TextClass = "org.apache.hadoop.mapred.TextInputFormat";
    public const string NLineClass = "org.apache.hadoop.mapred.lib.NLineInputFormat";
    public const string KeyValueClass = "org.apache.hadoop.mapred.KeyValueTextInputFormat";

    public static InputKind Of(JobConf conf) => conf.Text(Property, TextClass) switch
    {
        NLineClass => InputKind.NLine,
        KeyValueClass => InputKind.KeyValue,
        _ => InputKind.Text,
    };

    /// <summary>
    /// Whether mappers get lines or values only, as with Hadoop's <c>PipeMapper</c>: <c>stream.map.input.ignoreKey</c>, which is true for
    /// <c>TextInputFormat</c> alone if it is not set.
    /// </summary>
    public static bool IgnoresKey(JobConf conf) => conf.Flag("stream.map.input.ignoreKey", Of(conf) == InputKind.Text);
}
