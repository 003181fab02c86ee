using System.Globalization;

namespace MrJob.Local.Emr;

/// <summary>What goes wrong with a call, for tests.</summary>
internal enum EmrFaultKind
{
    /// <summary>The connection drops before the call is done: it did not happen.</summary>
    LostRequest,

    /// <summary>The call is done, then the connection drops.</summary>
    LostAnswer,

    /// <summary>500 InternalServerException; the call is not done.</summary>
    ServerError,

    /// <summary>400 ThrottlingException; the call is not done.</summary>
    Throttle,

    /// <summary>The call is done after <see cref="EmrFault.Delay"/>.</summary>
    Delay,
}

/// <param name="Delay">Only for <see cref="EmrFaultKind.Delay"/>.</param>
internal sealed record EmrFault(EmrFaultKind Kind, TimeSpan Delay = default);

/// <summary>Decides, call by call, what goes wrong.</summary>
internal interface IEmrFaults
{
    /// <summary>The fault of this call, or null when nothing goes wrong. Asked once for each call, before it is done.</summary>
    EmrFault? Next(string operation);
}

/// <summary>Faults queued by call name, each for a number of calls.</summary>
internal sealed class EmrFaults : IEmrFaults
{
    private readonly Lock _gate = new();
    private readonly List<Planned> _planned = [];

    public static IEmrFaults None { get; } = new EmrFaults();

    /// <summary>
    /// Plans a fault for the next <paramref name="times"/> calls of the operation, after the first <paramref name="skip"/> ones.
    /// </summary>
    public EmrFaults Add(string operation, EmrFault fault, int times = 1, int skip = 0)
    {
        lock (_gate)
            _planned.Add(new Planned(operation, fault) { Skip = skip, Left = times });
        return this;
    }

    public EmrFault? Next(string operation)
    {
        lock (_gate)
        {
            if (_planned.Find(p => p.Operation == operation) is not { } planned)
                return null;
            if (planned.Skip-- > 0)
                return null;
            if (--planned.Left == 0)
                _planned.Remove(planned);
            return planned.Fault;
        }
    }

    /// <summary>
    /// Reads faults such as <c>AddJobFlowSteps=lost-answer,ListSteps=throttle*3,RunJobFlow=delay:500ms</c>: lost-request, lost-answer,
    /// server-error, throttle or delay:&lt;ms&gt;ms, each once or <c>*n</c> times.
    /// </summary>
    /// <exception cref="FormatException">A part that is none of these; the message names it.</exception>
    public static EmrFaults Parse(string text)
    {
        var faults = new EmrFaults();
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            ParsePart(faults, part);
        return faults;
    }

    private static void ParsePart(EmrFaults faults, string part)
    {
        var (operation, rest) = Cut(part, '=');
        var (name, times) = Cut(rest, '*');
        var (kind, delay) = Cut(name, ':');
        if (operation.Length == 0 || Kind(kind) is not { } known || (known == EmrFaultKind.Delay) != (delay.Length > 0))
            throw Malformed(part);
        var fault = new EmrFault(known, delay.Length == 0 ? default : Milliseconds(delay, part));
        faults.Add(operation, fault, times.Length == 0 ? 1 : Count(times, part));
    }

    private static (string Before, string After) Cut(string text, char at) =>
        text.IndexOf(at, StringComparison.Ordinal) is >= 0 and var i ? (text[..i], text[(i + 1)..]) : (text, "");

    private static EmrFaultKind? Kind(string name) => name switch
    {
        "lost-request" => EmrFaultKind.LostRequest,
        "lost-answer" => EmrFaultKind.LostAnswer,
        "server-error" => EmrFaultKind.ServerError,
        "throttle" => EmrFaultKind.Throttle,
        "delay" => EmrFaultKind.Delay,
        _ => null,
    };

    private static int Count(string text, string part) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n > 0 ? n : throw Malformed(part);

    private static TimeSpan Milliseconds(string text, string part) =>
        text.EndsWith("ms", StringComparison.Ordinal)
        && int.TryParse(text[..^2], NumberStyles.None, CultureInfo.InvariantCulture, out var ms)
            ? TimeSpan.FromMilliseconds(ms)
            : throw Malformed(part);

    private static FormatException Malformed(string part) => new(
        $"'{part}' is not a fault. Write <Operation>=<fault>, or <Operation>=<fault>*<times>, with the fault lost-request, lost-answer, " +
        "server-error, throttle or delay:<milliseconds>ms.");

    private sealed class Planned(string operation, EmrFault fault)
    {
        public string Operation { get; } = operation;
        public EmrFault Fault { get; } = fault;
        public int Skip { get; set; }
        public int Left { get; set; }
    }
}
