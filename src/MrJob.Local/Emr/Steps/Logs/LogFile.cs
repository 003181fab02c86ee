namespace MrJob.Local.Emr.Steps.Logs;

/// <summary>A log that several tasks write to, a message at a time.</summary>
internal sealed class LogFile
{
    private readonly Lock writing = new();

    /// <summary>Begins the log, empty.</summary>
    public LogFile(string path)
    {
        Path = path;
        File.WriteAllText(path, "");
    }

    public string Path { get; }

    public void Write(string text)
    {
        lock (writing)
            File.AppendAllText(Path, text);
    }
}
