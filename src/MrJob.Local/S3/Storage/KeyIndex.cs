using System.Collections.Immutable;

namespace MrJob.Local.S3.Storage;

/// <summary>A bucket's objects in listing order. Immutable: a reader of one version is not disturbed by writers.</summary>
internal sealed class KeyIndex
{
    private static readonly Comparer<ObjectEntry> ByKey = Comparer<ObjectEntry>.Create((a, b) => KeyOrder.Utf8.Compare(a.Key, b.Key));
    private static readonly Dictionary<string, string> NoHeaders = [];

    private readonly ImmutableSortedSet<ObjectEntry> _entries;

    private KeyIndex(ImmutableSortedSet<ObjectEntry> entries) => _entries = entries;

    public static KeyIndex Of(IEnumerable<ObjectEntry> entries) => new(entries.ToImmutableSortedSet(ByKey));

    public int Count => _entries.Count;

    public ObjectEntry this[int position] => _entries[position];

    public ObjectEntry? Find(string key) => _entries.TryGetValue(Probe(key), out var entry) ? entry : null;

    public KeyIndex With(ObjectEntry entry) => new(_entries.Remove(entry).Add(entry));

    public KeyIndex Without(string key) => new(_entries.Remove(Probe(key)));

    /// <summary>Position of the first key that is not before <paramref name="key"/>.</summary>
    public int AtOrAfter(string key)
    {
        var found = _entries.IndexOf(Probe(key));
        return found >= 0 ? found : ~found;
    }

    /// <summary>Position of the first key that is after all keys with this prefix.</summary>
    public int PastPrefix(string prefix)
    {
        var (low, high) = (AtOrAfter(prefix), Count);
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            if (this[middle].Key.StartsWith(prefix, StringComparison.Ordinal))
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    /// <summary>The objects whose key starts with the prefix, in order.</summary>
    public IEnumerable<ObjectEntry> StartingWith(string prefix)
    {
        var end = PastPrefix(prefix);
        for (var i = AtOrAfter(prefix); i < end; i++)
            yield return this[i];
    }

    public IEnumerable<ObjectEntry> All => _entries;

    private static ObjectEntry Probe(string key) => new(key, "", 0, "", default, 0, NoHeaders);
}
