using System.Globalization;
using System.Text.RegularExpressions;

namespace MrJob.Local.Emr;

/// <summary>
/// Faults as text, such as <c>AddJobFlowSteps=lost-answer,ListSteps=throttle*3,RunJobFlow=delay:500ms@2</c>. Each is a call, or
/// <c>*</c> for every call, and lost-request, lost-answer, server-error (or server-error:503), throttle or delay:&lt;duration&gt;;
/// <c>*n</c> or <c>*always</c> repeats it, <c>@n</c> lets it begin at the nth call.
/// </summary>
internal static partial class EmrFaultText
{
    public sealed record Part(string Operation, EmrFault Fault, int Times, int Skip);

    /// <exception cref="FormatException">A part that is no fault; the message names it and what is allowed.</exception>
    public static IEnumerable<Part> Read(string text) =>
        text.Split([',', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(ReadPart);

    public static string Write(string operation, EmrFault fault, int times, int skip) => string.Create(
        CultureInfo.InvariantCulture,
        $"{operation}={Write(fault)}{(times == EmrFaults.Always ? "*always" : times == 1 ? "" : $"*{times}")}{(skip == 0 ? "" : $"@{skip + 1}")}");

    private static string Write(EmrFault fault) => fault.Kind switch
    {
        EmrFaultKind.LostRequest => "lost-request",
        EmrFaultKind.LostAnswer => "lost-answer",
        EmrFaultKind.ServerError => fault.Status == 500 ? "server-error" : $"server-error:{fault.Status}",
        EmrFaultKind.Throttle => "throttle",
        _ => string.Create(CultureInfo.InvariantCulture, $"delay:{fault.Delay.TotalMilliseconds}ms"),
    };

    private static Part ReadPart(string part)
    {
        if (Form().Match(part) is not { Success: true } match || ReadFault(match.Groups["kind"].Value, match.Groups["of"].Value) is not { } fault)
            throw Malformed(part);
        var operation = match.Groups["call"].Value;
        if (operation != EmrFaults.AnyCall && !EmrOperations.Names.Contains(operation))
            throw new FormatException($"'{part}' is not a fault: the local EMR has no call {operation}.");
        return new(operation, fault, Number(match.Groups["times"], part), Number(match.Groups["nth"], part) - 1);
    }

    private static EmrFault? ReadFault(string kind, string of) => (kind, of) switch
    {
        ("lost-request", "") => new(EmrFaultKind.LostRequest),
        ("lost-answer", "") => new(EmrFaultKind.LostAnswer),
        ("throttle", "") => new(EmrFaultKind.Throttle),
        ("server-error", "") => new(EmrFaultKind.ServerError),
        ("server-error", ['5', >= '0' and <= '9', >= '0' and <= '9']) =>
            new(EmrFaultKind.ServerError, Status: int.Parse(of, CultureInfo.InvariantCulture)),
        ("delay", _) when Duration.TryParse(of, out var delay) => new(EmrFaultKind.Delay, delay),
        _ => null,
    };

    private static int Number(Group group, string part) => group.Value switch
    {
        "" => 1,
        "always" => EmrFaults.Always,
        var digits => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n > 0 ? n : throw Malformed(part),
    };

    private static FormatException Malformed(string part) => new(
        $"'{part}' is not a fault. Write <Call>=<fault>, with lost-request, lost-answer, throttle, server-error, server-error:503 or " +
        "delay:500ms; then, if you like, *<times> or *always, and @<n> to begin at the nth call. * stands for every call.");

    [GeneratedRegex(@"^(?<call>\*|\w+)=(?<kind>[a-z-]+)(?::(?<of>[\w.]*))?(?:\*(?<times>\d+|always))?(?:@(?<nth>\d+))?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
