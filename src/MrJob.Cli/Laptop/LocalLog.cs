namespace MrJob.Cli.Laptop;

/// <summary>Where the service logs when it runs inside another command, whose own output it must not disturb.</summary>
internal static class LocalLog
{
    /// <summary>Appends lines to <c>service.log</c> in the data folder.</summary>
    public static Action<string> ToFile(string dataDir)
    {
        Directory.CreateDirectory(dataDir);
        var file = Path.Combine(dataDir, "service.log");
        var gate = new Lock();
        return line =>
        {
            lock (gate)
                File.AppendAllText(file, line + Environment.NewLine);
        };
    }
}
