namespace MrJob.Local.Emr.Steps.Logs;

/// <summary>A log that several tasks write to, a message at a time.</summary>
internal sealed class LogFile(string path)
{
    private readonly Lock writing = new();

    public string Path => path;

    public void Write(string text)
    {
        lock (writing)
            File.AppendAllText(path, text);
    }
}
