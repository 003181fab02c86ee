using MrJob.Local.Streaming.Input;
using MrJob.Local.Streaming.Records;

namespace MrJob.Local.Streaming.Arguments;

/// <summary>
/// The classes of <c>-inputformat</c> and <c>-outputformat</c>. As <c>StreamJob</c> has it, some input formats go by their simple name,
/// every other name is a class in full.
/// </summary>
internal static class Formats
{
    private static readonly string[] SimpleNames = ["SequenceFileInputFormat", "SequenceFileAsTextInputFormat"];

    /// <exception cref="StreamingClientException">Hadoop has no such class, or we have not.</exception>
    public static string Input(string? given) => given switch
    {
        null or "TextInputFormat" => InputFormat.TextClass,
        "KeyValueTextInputFormat" => InputFormat.KeyValueClass,
        InputFormat.TextClass or InputFormat.KeyValueClass or InputFormat.NLineClass => given,
        _ => throw Refuse("-inputformat", given, "TextInputFormat, KeyValueTextInputFormat and " + InputFormat.NLineClass),
    };

    /// <inheritdoc cref="Input"/>
    public static string Output(string? given) => given switch
    {
        null => PartFormat.TextClass,
        PartFormat.TextClass or PartFormat.NullClass => given,
        _ => throw Refuse("-outputformat", given, $"{PartFormat.TextClass} and {PartFormat.NullClass}"),
    };

    private static StreamingClientException Refuse(string option, string name, string supported) =>
        name.Contains('.', StringComparison.Ordinal) || SimpleNames.Contains(name)
            ? StreamingClientException.NotSupported($"{option} {name}; {supported} are")
            : new StreamingClientException(1, $"{option} : class not found : {name}");
}
