namespace MrJob.Local.Emr;

/// <summary>What goes wrong with a call, for tests.</summary>
internal enum EmrFaultKind
{
    /// <summary>The connection drops before the call is done: it did not happen.</summary>
    LostRequest,

    /// <summary>The call is done, then the connection drops.</summary>
    LostAnswer,

    /// <summary>500 InternalServerException, or <see cref="EmrFault.Status"/>; the call is not done.</summary>
    ServerError,

    /// <summary>400 ThrottlingException; the call is not done.</summary>
    Throttle,

    /// <summary>The call is done after <see cref="EmrFault.Delay"/>.</summary>
    Delay,
}

/// <param name="Delay">Only for <see cref="EmrFaultKind.Delay"/>.</param>
/// <param name="Status">500 to 599, only for <see cref="EmrFaultKind.ServerError"/>.</param>
internal sealed record EmrFault(EmrFaultKind Kind, TimeSpan Delay = default, int Status = 500);

/// <summary>Decides, call by call, what goes wrong.</summary>
internal interface IEmrFaults
{
    /// <summary>The fault of this call, or null when nothing goes wrong. Asked once for each call, before it is done.</summary>
    EmrFault? Next(string operation);
}

/// <summary>Faults queued by call name, each for a number of calls. Those planned first come first.</summary>
internal sealed class EmrFaults : IEmrFaults
{
    /// <summary>In place of a call's name: whatever the call.</summary>
    public const string AnyCall = "*";

    /// <summary>For faults that never end.</summary>
    public const int Always = int.MaxValue;

    private readonly Lock _gate = new();
    private readonly List<Planned> _planned = [];

    public static IEmrFaults None { get; } = new EmrFaults();

    /// <summary>What is still to go wrong, each as <see cref="EmrFaultText"/> writes it.</summary>
    public IReadOnlyList<string> Left
    {
        get
        {
            lock (_gate)
                return _planned.ConvertAll(p => EmrFaultText.Write(p.Operation, p.Fault, p.Left, p.Skip));
        }
    }

    /// <summary>
    /// Plans a fault for the next <paramref name="times"/> calls of the operation, after the first <paramref name="skip"/> ones.
    /// </summary>
    public EmrFaults Add(string operation, EmrFault fault, int times = 1, int skip = 0)
    {
        lock (_gate)
            _planned.Add(new Planned(operation, fault) { Skip = skip, Left = times });
        return this;
    }

    /// <summary>Plans what the text says, as <see cref="EmrFaultText"/> reads it: all of it or, with an exception, nothing.</summary>
    /// <exception cref="FormatException">A part is no fault; the message names it.</exception>
    public EmrFaults Add(string text)
    {
        foreach (var part in EmrFaultText.Read(text).ToList())
            Add(part.Operation, part.Fault, part.Times, part.Skip);
        return this;
    }

    /// <summary>Plans only what the text says.</summary>
    /// <exception cref="FormatException">A part is no fault, and what was planned stays.</exception>
    public void Replace(string text)
    {
        var other = new EmrFaults().Add(text);
        lock (_gate)
        {
            _planned.Clear();
            _planned.AddRange(other._planned);
        }
    }

    public EmrFault? Next(string operation)
    {
        lock (_gate)
        {
            if (_planned.Find(p => p.Operation == operation || p.Operation == AnyCall) is not { } planned)
                return null;
            if (planned.Skip-- > 0)
                return null;
            planned.Skip = 0;
            if (planned.Left != Always && --planned.Left == 0)
                _planned.Remove(planned);
            return planned.Fault;
        }
    }

    private sealed class Planned(string operation, EmrFault fault)
    {
        public string Operation { get; } = operation;
        public EmrFault Fault { get; } = fault;
        public int Skip { get; set; }
        public int Left { get; set; }
    }
}
