namespace MrJob.Local.Streaming.Arguments;

/// <summary>Hadoop's generic options (<c>GenericOptionsParser</c>), which must come before a program's own.</summary>
internal sealed class GenericOptions
{
    public List<KeyValuePair<string, string>> Properties { get; } = [];

    public List<string> Files { get; } = [];

    public List<string> Archives { get; } = [];

    /// <summary>Takes the generic options off the front; parsing stops at the first word that is none.</summary>
    public static (GenericOptions Options, IReadOnlyList<string> Others) Parse(IReadOnlyList<string> args)
    {
        var options = new GenericOptions();
        var i = 0;
        while (i < args.Count)
        {
            if (args[i].StartsWith("-D", StringComparison.Ordinal) && args[i].Length > 2)
                options.AddProperty(args[i++][2..]);
            else if (args[i] is "-D" or "-files" or "-archives" or "-libjars" or "-conf" or "-fs" or "-jt" or "-tokenCacheFile")
                options.Take(args[i], i + 1 < args.Count ? args[i + 1] : throw Missing(args[i]), ref i);
            else
                break;
        }

        return (options, [.. args.Skip(i)]);
    }

    /// <summary>Adds <c>name=value</c>; what has no <c>=</c> is ignored, as Hadoop does.</summary>
    public void AddProperty(string property)
    {
        if (property.Split('=', 2) is [var name, var value])
            Properties.Add(new(name.Trim(), value));
    }

    private void Take(string option, string value, ref int at)
    {
        at += 2;
        if (option == "-D")
            AddProperty(value);
        else if (option == "-files")
            Files.AddRange(List(value));
        else if (option == "-archives")
            Archives.AddRange(List(value));
        else if (option == "-libjars")
            throw StreamingClientException.NotSupported("the generic option -libjars: jars hold Java classes, and no Java runs a streaming job here");
        else
            throw StreamingClientException.NotSupported($"the generic option {option}");
    }

    private static string[] List(string value) => value.Split(',', StringSplitOptions.RemoveEmptyEntries);

    private static StreamingClientException Missing(string option) => new(1, $"Missing argument for option: {option.TrimStart('-')}");
}
