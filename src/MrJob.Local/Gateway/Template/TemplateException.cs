namespace MrJob.Local.Gateway.Template;

/// <summary>Where something stands in a template.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
/// <param name="Path">Such as <c>Resources.Api.Properties.Auth</c>; empty for the template as a whole.</param>
internal sealed record Place(string File, long Line, long Column, string Path)
{
    public override string ToString() => Path.Length == 0 ? $"{File}:{Line}:{Column}" : $"{File}:{Line}:{Column}: {Path}";
}

/// <summary>One thing in a template that the gateway must understand and cannot, with what is allowed there.</summary>
internal sealed record TemplateFault(Place Place, string Message)
{
    public override string ToString() => $"{Place}: {Message}";
}

/// <summary>A template that cannot be run, with every fault that was found in it, in the template's order.</summary>
internal sealed class TemplateException : Exception
{
    public TemplateException(IEnumerable<TemplateFault> faults) : this([.. InOrder(faults)]) { }

    public TemplateException(Place place, string message) : this([new TemplateFault(place, message)]) { }

    private TemplateException(TemplateFault[] faults) : base(string.Join(Environment.NewLine, faults.AsEnumerable())) => Faults = faults;

    public IReadOnlyList<TemplateFault> Faults { get; }

    private static IEnumerable<TemplateFault> InOrder(IEnumerable<TemplateFault> faults) =>
        faults.Distinct().OrderBy(fault => fault.Place.Line).ThenBy(fault => fault.Place.Column);
}

/// <summary>Collects faults, so that one reading reports all of them.</summary>
internal sealed class FaultList
{
    private readonly List<TemplateFault> _faults = [];

    /// <summary>What <paramref name="read"/> returns; when it finds a fault, the fault is kept and the fallback returned.</summary>
    public T Try<T>(Func<T> read, T fallback)
    {
        try
        {
            return read();
        }
        catch (TemplateException e)
        {
            _faults.AddRange(e.Faults);
            return fallback;
        }
    }

    public void Add(Place place, string message) => _faults.Add(new TemplateFault(place, message));

    /// <exception cref="TemplateException">A fault was kept.</exception>
    public void ThrowIfAny()
    {
        if (_faults.Count > 0)
            throw new TemplateException(_faults);
    }
}
