namespace MrJob.Local.S3.Storage;

/// <summary>Turns a bucket's journal back into its state, and the bucket's files into what the journal says.</summary>
internal sealed class JournalReplay(BucketFolder folder, Staging staging)
{
    private readonly Dictionary<string, JournaledPut> _objects = [];
    private readonly HashSet<string> _removed = [];

    public BucketSettings Settings { get; private set; } = new(default);

    public void Apply(JournalLine line)
    {
        if (line.Bucket is { } settings)
            Settings = settings with { Sequencer = Math.Max(settings.Sequencer, Settings.Sequencer) };
        if (line.Put is { } put)
        {
            _objects[put.Object.Key] = put;
            _removed.Remove(put.Object.File);
            Seen(put.Object.Sequencer);
        }
        if (line.Delete is { } delete)
        {
            _objects.Remove(delete.Key);
            _removed.Add(delete.File);
            Seen(delete.Sequencer);
        }
    }

    /// <summary>
    /// Carries out what the journal says and the files do not show yet. An object whose file is gone, or is not as long as
    /// it was, is gone: somebody took it away by hand, or the power failed before the system wrote it.
    /// </summary>
    public KeyIndex Finish()
    {
        foreach (var file in _removed)
            folder.Remove(file);
        foreach (var put in _objects.Values)
            if (put.Staged is { } staged && File.Exists(staging.PathOf(staged)))
                folder.Take(staging.PathOf(staged), put.Object.File);
        return KeyIndex.Of(_objects.Values.Select(put => put.Object).Where(IsThere));
    }

    private bool IsThere(ObjectEntry entry) =>
        new FileInfo(folder.PathOf(entry.File)) is { Exists: true } file && file.Length == entry.Size;

    private void Seen(long sequencer) => Settings = Settings with { Sequencer = Math.Max(sequencer, Settings.Sequencer) };
}
