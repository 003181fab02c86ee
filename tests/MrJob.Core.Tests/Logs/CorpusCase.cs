using System.Globalization;
using System.IO.Compression;
using System.Text;
using MrJob.Core.Logs;
using MrJob.Core.Logs.Parsing;
using MrJob.Core.Logs.Search;

namespace MrJob.Core.Tests.Logs;

/// <summary>
/// A failed step with its logs and what an expert says failed: a header of <c>key: value</c>, then each log after a line <c>=== path</c>, as in
/// Corpus/README.md.
/// </summary>
internal sealed class CorpusCase : ILogStore
{
    private const string Folder = "s3://logs/j-CORPUS/";

    private readonly ILookup<string, string> _header;
    private readonly SortedDictionary<string, byte[]> _logs = new(StringComparer.Ordinal);

    public CorpusCase(string file)
    {
        Name = Path.GetFileNameWithoutExtension(file);
        var text = File.ReadAllBytes(file);
        var header = new List<KeyValuePair<string, string>>();
        string? path = null;
        var log = new MemoryStream();
        for (var at = 0; at < text.Length;)
        {
            var newline = Array.IndexOf(text, (byte)'\n', at);
            var end = newline < 0 ? text.Length : newline + 1;
            var line = Encoding.UTF8.GetString(text, at, end - at).TrimEnd('\n', '\r');
            if (line.StartsWith("=== ", StringComparison.Ordinal))
            {
                Add(path, log);
                (path, log) = (line[4..].Trim(), new());
            }
            else if (path is not null)
                log.Write(text, at, end - at);
            else if (line.Split(": ", 2) is [var key, var value])
                header.Add(new(key, value.Trim()));
            at = end;
        }
        Add(path, log);
        _header = header.ToLookup(h => h.Key, h => h.Value);
    }

    public string Name { get; }
    public int Listed { get; private set; }
    public int Read { get; private set; }
    public string Step => One("step")!;
    public IReadOnlyList<string> Expected => [.. _header["expect"]];
    public IReadOnlyList<string> Excluded => [.. _header["not"]];
    public bool IsUnknown => _header["expect-unknown"].Any();

    /// <summary>Whether the cause is told there, or nobody said where it is. As many lines as files are one for each; else any line holds for any file.</summary>
    public bool IsToldIn(string? file, int? first, int? last)
    {
        var files = _header["file"].Select(f => Folder + f).ToList();
        var lines = _header["line"].Select(l => int.Parse(l, CultureInfo.InvariantCulture)).ToList();
        return files.Count == 0 || files.Where((f, i) => f == file && (lines.Count == 0 || (lines.Count == files.Count ? [lines[i]] : lines).Exists(l => l >= first && l <= last))).Any();
    }

    public IReadOnlyList<string> Attempts => [.. _header["attempt"]];
    public string? Split => One("split");
    public bool MayBeSure => One("confidence") != "medium";
    public FailureDetails? Failure => Parts("failure") is [var reason, var message, var log] ? new(reason, message, log) : null;
    public ClusterEnd? Cluster => Parts("cluster") is [var state, var code, var message] ? new(state!, code, message) : null;

    public async Task<StepEvidence> SearchAsync()
    {
        var end = Cluster;
        var evidence = Step == "none" ? new() : await new StepSearch(this, Folder).SearchAsync(Step, why: true, default);
        if (end is { Code: "BOOTSTRAP_FAILURE", Message: { } words })
            evidence = await new BootstrapSearch(this, Folder).SearchAsync(words, default);
        return evidence with { Failure = Failure, Cluster = end };
    }

    public Task<IReadOnlyList<LogFile>> ListAsync(string prefix, CancellationToken cancel)
    {
        Listed++;
        IReadOnlyList<LogFile> found = [.. _logs.Where(l => l.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(l => new LogFile(l.Key, l.Value.Length))];
        return Task.FromResult(S3LogStore.WithoutCopies(found));
    }

    public Task ReadAsync(LogFile log, LogParser parser, CancellationToken cancel)
    {
        Read++;
        return LogText.ReadAsync(new MemoryStream(_logs[log.Uri]), parser, cancel);
    }

    private void Add(string? path, MemoryStream log)
    {
        if (path is not null)
            _logs[Folder + path] = path.EndsWith(".gz", StringComparison.Ordinal) ? Compress(log.ToArray()) : log.ToArray();
    }

    private static byte[] Compress(byte[] log)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(log);
        return packed.ToArray();
    }

    private string? One(string key) => _header[key].FirstOrDefault();

    private string?[]? Parts(string key)
    {
        if (One(key) is not { } text)
            return null;
        var parts = text.Split('|', 3).Select(p => p.Trim()).Select(p => p.Length == 0 ? null : p).ToArray();
        return [.. parts, .. Enumerable.Repeat<string?>(null, 3 - parts.Length)];
    }
}
