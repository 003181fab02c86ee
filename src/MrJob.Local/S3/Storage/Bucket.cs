using Microsoft.Win32.SafeHandles;

namespace MrJob.Local.S3.Storage;

/// <summary>
/// A bucket: its objects' files, and an index in memory with a journal behind it. Every change is one journal line; the staged file is
/// renamed after it, and again on the next load should the process die between the two. So index and file change as one for whoever
/// asks the bucket, and what a change was answered with is still so after a kill.
/// </summary>
internal sealed class Bucket : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<KeyWatch> _watches = [];
    private readonly BucketFolder _folder;
    private readonly Journal _journal;
    private readonly Staging _staging;
    private readonly TimeProvider _time;
    private volatile KeyIndex _index;
    private volatile BucketSettings _settings;
    private bool _deleted;

    private Bucket(BucketFolder folder, Journal journal, Staging staging, TimeProvider time, BucketSettings settings, KeyIndex index)
    {
        (_folder, _journal, _staging, _time, _settings, _index) = (folder, journal, staging, time, settings, index);
        CompactWhenWorthIt();
    }

    public string Name => Path.GetFileName(_folder.Root);

    public DateTimeOffset Created => _settings.Created;

    /// <summary>Whether new objects are announced on the event bus.</summary>
    public bool EventBridge => _settings.EventBridge;

    /// <summary>The objects as they are now.</summary>
    public KeyIndex Index => _index;

    public static Bucket Create(BucketFolder folder, string journal, Staging staging, TimeProvider time)
    {
        Directory.CreateDirectory(folder.Root);
        var settings = new BucketSettings(time.GetUtcNow());
        return new(folder, Journal.Create(journal, settings), staging, time, settings, KeyIndex.Of([]));
    }

    /// <summary>Takes up a bucket from its journal, finishing what a process that died had committed and not carried out.</summary>
    public static Bucket Load(BucketFolder folder, string journal, Staging staging, TimeProvider time)
    {
        Directory.CreateDirectory(folder.Root);
        var replay = new JournalReplay(folder, staging);
        var lines = Journal.Load(journal, replay.Apply);
        var index = replay.Finish();
        return new(folder, lines, staging, time, replay.Settings, index);
    }

    public string PathOf(ObjectEntry entry) => _folder.PathOf(entry.File);

    /// <summary>Makes the staged body the object, if the condition holds at that moment.</summary>
    /// <exception cref="S3Exception">The condition does not hold, or the bucket is gone.</exception>
    public ObjectEntry Put(string key, StagedContent content, WriteCondition condition)
    {
        lock (_gate)
        {
            ThrowIfDeleted();
            var existing = _index.Find(key);
            condition.Check(key, existing);
            var file = existing?.File ?? _folder.Prepare(key);
            var entry = new ObjectEntry(
                key, file, content.Size, content.ETag, _time.GetUtcNow(), NextSequencer(),
                content.Headers, content.Checksum, content.Parts);
            Commit(entry, content.File, existing);
            return entry;
        }
    }

    /// <summary>Watches the key for a conditional write, from the request's beginning until the watch is disposed.</summary>
    public KeyWatch Watch(string key)
    {
        lock (_gate)
        {
            var watch = new KeyWatch(key, EndWatch);
            _watches.Add(watch);
            return watch;
        }
    }

    /// <summary>Deletes the object and gives what it was, with the sequencer of its end; null where there was none.</summary>
    /// <exception cref="S3Exception">The condition does not hold.</exception>
    public ObjectEntry? Delete(string key, WriteCondition condition)
    {
        lock (_gate)
        {
            ThrowIfDeleted();
            var existing = _index.Find(key);
            condition.Check(key, existing);
            if (existing is null)
                return null;
            var sequencer = NextSequencer();
            _journal.Append(new(Delete: new(key, existing.File, sequencer)));
            _index = _index.Without(key);
            _folder.Remove(existing.File);
            foreach (var watch in _watches)
                watch.SawDelete |= watch.Key == key;
            CompactWhenWorthIt();
            return existing with { Sequencer = sequencer };
        }
    }

    /// <summary>
    /// The object with its content opened: both of the same write. The reader keeps the content whatever happens next. Null where there
    /// is no such object, or somebody took its file away by hand.
    /// </summary>
    public (ObjectEntry Entry, SafeFileHandle Content)? Open(string key)
    {
        lock (_gate)
        {
            if (_index.Find(key) is not { } entry)
                return null;
            try
            {
                return (entry, File.OpenHandle(PathOf(entry), share: FileShare.ReadWrite | FileShare.Delete));
            }
            catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
            {
                return null;
            }
        }
    }

    public void SetEventBridge(bool enabled)
    {
        lock (_gate)
        {
            ThrowIfDeleted();
            _journal.Append(new(Bucket: _settings with { EventBridge = enabled }));
            _settings = _settings with { EventBridge = enabled };
        }
    }

    /// <summary>Deletes the bucket, which must be empty; nothing can be written to it from then on.</summary>
    public void DeleteSelf(string journal)
    {
        lock (_gate)
        {
            ThrowIfDeleted();
            if (_index.Count > 0)
                throw S3Errors.BucketNotEmpty(Name);
            _deleted = true;
            _journal.Dispose();
            File.Delete(journal);
            _folder.RemoveSelf();
        }
    }

    public void Dispose() => _journal.Dispose();

    private void Commit(ObjectEntry entry, string staged, ObjectEntry? existing)
    {
        _journal.Append(new(Put: new(entry, Path.GetFileName(staged))));
        try
        {
            _folder.Take(staged, entry.File);
        }
        catch
        {
            // The line says what did not happen: take it back before anybody reads it.
            _journal.Append(existing is null ? new(Delete: new(entry.Key, entry.File, entry.Sequencer)) : new(Put: new(existing)));
            throw;
        }
        _index = _index.With(entry);
        CompactWhenWorthIt();
    }

    private long NextSequencer()
    {
        var microseconds = _time.GetUtcNow().Ticks / TimeSpan.TicksPerMicrosecond;
        _settings = _settings with { Sequencer = Math.Max(_settings.Sequencer + 1, microseconds) };
        return _settings.Sequencer;
    }

    /// <summary>Drops the past from the journal once it is most of it, so that loading takes as long as there are objects.</summary>
    private void CompactWhenWorthIt()
    {
        if (_journal.Lines > 2 * _index.Count + 1_000)
            _journal.Rewrite([new(Bucket: _settings), .. _index.All.Select(entry => new JournalLine(Put: new(entry)))]);
    }

    private void EndWatch(KeyWatch watch)
    {
        lock (_gate)
            _watches.Remove(watch);
    }

    private void ThrowIfDeleted()
    {
        if (_deleted)
            throw S3Errors.NoSuchBucket(Name);
    }
}
