namespace MrJob.Local.Streaming.Arguments;

/// <summary>Options and their values, taken apart as the command line library of Hadoop (commons-cli) does.</summary>
internal sealed class CommandLine
{
    private readonly Dictionary<string, List<string>> values = [];

    /// <summary>What was no option and no option's value.</summary>
    public List<string> Rest { get; } = [];

    public bool Has(string option) => values.ContainsKey(option);

    public IReadOnlyList<string> All(string option) => values.TryGetValue(option, out var all) ? all : [];

    /// <summary>The first one, which is what counts when an option is given twice.</summary>
    public string? First(string option) => All(option) is [var first, ..] ? first : null;

    /// <summary>Parses the streaming options, after the generic ones.</summary>
    /// <exception cref="StreamingClientException">In the words of commons-cli.</exception>
    public static CommandLine Parse(IReadOnlyList<string> args, IReadOnlyDictionary<string, Arity> known)
    {
        var line = new CommandLine();
        for (var i = 0; i < args.Count; i++)
        {
            if (!args[i].StartsWith('-') || args[i].Length == 1)
            {
                line.Rest.Add(args[i]);
                continue;
            }

            var option = args[i].TrimStart('-');
            if (!known.TryGetValue(option, out var arity))
                throw new StreamingClientException(1, $"Unrecognized option: {args[i]}");
            i = line.TakeValues(option, arity, args, i, known);
        }

        return line;
    }

    private int TakeValues(string option, Arity arity, IReadOnlyList<string> args, int at, IReadOnlyDictionary<string, Arity> known)
    {
        if (!values.TryGetValue(option, out var taken))
            values[option] = taken = [];
        var last = arity switch { Arity.None => at, Arity.One => at + 1, _ => args.Count - 1 };
        var next = at;
        while (next < last && next + 1 < args.Count && !IsOption(args[next + 1], known))
            taken.Add(args[++next]);
        if (arity != Arity.None && next == at)
            throw new StreamingClientException(1, $"Missing argument for option: {option}");
        return next;
    }

    private static bool IsOption(string arg, IReadOnlyDictionary<string, Arity> known) =>
        arg.StartsWith('-') && known.ContainsKey(arg.TrimStart('-'));
}

/// <summary>How many values an option takes.</summary>
internal enum Arity
{
    None,
    One,
    Many,
}
