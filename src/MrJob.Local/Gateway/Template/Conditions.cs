namespace MrJob.Local.Gateway.Template;

/// <summary>The template's Conditions, decided when asked for.</summary>
internal sealed class Conditions(MapNode? declared, Func<Node, Node?> resolve)
{
    private readonly Dictionary<string, bool> _decided = [];
    private readonly HashSet<string> _deciding = [];

    /// <param name="at">Where the condition is named, for faults.</param>
    public bool IsTrue(string name, Node at)
    {
        if (_decided.TryGetValue(name, out var known))
            return known;
        var condition = declared?[name] ?? throw at.Fault($"names the condition '{name}'; there are {Names()}.");
        if (!_deciding.Add(name))
            throw condition.Fault("depends on itself; conditions must not go in circles.");
        try
        {
            return _decided[name] = Decide(condition);
        }
        finally
        {
            _deciding.Remove(name);
        }
    }

    private bool Decide(Node condition) => condition switch
    {
        CallNode { Function: "Fn::Equals" } call => Same(Arguments(call, 2, 2)),
        CallNode { Function: "Fn::Not" } call => !Decide(Arguments(call, 1, 1)[0]),
        CallNode { Function: "Fn::And" } call => Arguments(call, 2, 10).All(Decide),
        CallNode { Function: "Fn::Or" } call => Arguments(call, 2, 10).Any(Decide),
        CallNode { Function: "Condition" } call => IsTrue(call.Argument.Text(), call),
        MapNode { Entries: [{ Key: "Condition", Value: var name }] } => IsTrue(name.Text(), name),
        _ => throw condition.Fault("is no condition; it must be Fn::Equals, Fn::Not, Fn::And, Fn::Or or Condition."),
    };

    private static IReadOnlyList<Node> Arguments(CallNode call, int least, int most)
    {
        var arguments = call.Argument.List().Items;
        var takes = least == most ? $"{least}" : $"{least} to {most}";
        return arguments.Count >= least && arguments.Count <= most
            ? arguments
            : throw call.Fault($"gives {call.Function} {arguments.Count} values; it takes {takes}.");
    }

    private bool Same(IReadOnlyList<Node> pair) => AsText(pair[0]) == AsText(pair[1]);

    // CloudFormation compares values as texts: 0 and '0' are the same.
    private string? AsText(Node value) => resolve(value) switch
    {
        TextNode text => text.Value,
        var other => other?.ToJson()?.ToJsonString(),
    };

    private string Names() => declared is null ? "none" : string.Join(", ", declared.Entries.Select(entry => entry.Key));
}
