namespace MrJob.Core.Logs.Parsing;

internal enum Severity
{
    Info,
    Warn,
    Error,
}

/// <summary>
/// The first line of a record as log4j writes it: <c>2026-01-01 05:00:00,123 INFO logger (thread): message</c>, in containers
/// <c>… INFO [thread] logger: message</c>, from Spark <c>26/01/01 05:00:00 INFO logger: message</c>, from EMR's controller
/// <c>2026-01-01T05:00:00.123Z INFO message</c>, on consoles <c>INFO logger: message</c>. Lines that do not look so continue the record before them.
/// </summary>
internal readonly ref struct LogRecord
{
    private LogRecord(Severity severity, ReadOnlySpan<byte> rest)
    {
        Severity = severity;
        Rest = rest;
    }

    public Severity Severity { get; }

    /// <summary>All after the severity.</summary>
    public ReadOnlySpan<byte> Rest { get; }

    /// <summary>What stands before the message: logger and thread.</summary>
    public ReadOnlySpan<byte> Source => Rest.IndexOf(": "u8) is >= 0 and var colon ? Rest[..colon] : [];

    public ReadOnlySpan<byte> Message => Rest.IndexOf(": "u8) is >= 0 and var colon ? Rest[(colon + 2)..] : Rest;

    public static bool TryParse(ReadOnlySpan<byte> line, out LogRecord record)
    {
        record = default;
        if (line.Length < 7)
            return false;
        if (line.StartsWith("INFO "u8) || line.StartsWith("WARN "u8) || line.StartsWith("ERROR "u8) || line.StartsWith("FATAL "u8))
            return Take(line, out record);
        if (line.Length < 20 || !char.IsAsciiDigit((char)line[0]))
            return false;
        int after;
        if (line[4] == '-' && line[7] == '-' && line[10] is (byte)' ' or (byte)'T' && line[13] == ':' && line[16] == ':')
            after = 19;
        else if (line[2] == '/' && line[5] == '/' && line[8] == ' ' && line[11] == ':' && line[14] == ':')
            after = 17;
        else
            return false;
        var space = line[after..].IndexOf((byte)' ');
        if (space < 0)
            return false;
        return Take(line[(after + space)..].TrimStart((byte)' '), out record);
    }

    private static bool Take(ReadOnlySpan<byte> rest, out LogRecord record)
    {
        var word = rest.IndexOf((byte)' ');
        var severity = word < 0 ? rest : rest[..word];
        record = new(SeverityOf(severity), word < 0 ? [] : rest[(word + 1)..].TrimStart((byte)' '));
        return true;
    }

    private static Severity SeverityOf(ReadOnlySpan<byte> word) => word switch
    {
        [(byte)'W', (byte)'A', ..] => Severity.Warn,
        [(byte)'E', (byte)'R', ..] or [(byte)'F', (byte)'A', ..] or [(byte)'S', (byte)'E', ..] => Severity.Error,
        _ => Severity.Info,
    };
}
