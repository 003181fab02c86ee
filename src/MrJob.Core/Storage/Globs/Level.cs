namespace MrJob.Core.Storage.Globs;

/// <summary>How far the listing of what starts with a prefix has come.</summary>
/// <param name="prefix">What the pattern spells out; what follows it is a wildcard.</param>
/// <param name="state">The glob's state after the prefix.</param>
/// <param name="after">The last key that was dealt with; empty for none.</param>
internal sealed class Level(string prefix, GlobState state, string after)
{
    private string? _bound;
    private string? _first;

    public string Prefix => prefix;

    public string After { get; set; } = after;

    public bool IsDone { get; set; }

    /// <summary>Through how many folders that can match the last page of keys went.</summary>
    public int Gain { get; set; }

    /// <summary>What to list after, or null (and done) when no match is left.</summary>
    public string? Seek()
    {
        var from = GlobSeek.Next(state, prefix, After);
        IsDone = from is null;
        if (_bound is not null && from?.StartsWith(_bound, StringComparison.Ordinal) != true)
            _bound = null;
        return from;
    }

    /// <summary>What the next page's keys must start with.</summary>
    public string Bound() => _bound ?? prefix;

    /// <summary>Takes note of a name on a page, with all that is below it.</summary>
    public void Saw(string name) => (_first, After) = (_first ?? name, name);

    /// <summary>
    /// At the end of a page. Where a whole page lay below one <c>*</c>, all of what starts as the part before the star is listed for itself,
    /// so that no page goes on into what follows and cannot match.
    /// </summary>
    public void EndPage(bool isTruncated)
    {
        if (!isTruncated && _bound is not null)
            (After, _bound) = (_bound + Runes.Greatest, null);
        else if (!isTruncated)
            IsDone = true;
        else
            _bound ??= OpenPart(After) is { } open && _first?.StartsWith(open, StringComparison.Ordinal) == true ? open : null;
        _first = null;
    }

    /// <summary>The state after a key or folder below the prefix.</summary>
    public GlobState StateOf(string name) => state.After(name, prefix.Length);

    /// <summary>The folder of this level that the key is in, or null when it is in none.</summary>
    public string? FolderOf(string key)
    {
        var slash = key.Length < prefix.Length ? -1 : key.IndexOf('/', prefix.Length);
        return slash < 0 ? null : key[..(slash + 1)];
    }

    /// <summary>The least part of the name after which a star is under way, if the glob goes on after the name; null when none is.</summary>
    private string? OpenPart(string name)
    {
        var at = prefix.Length;
        var reached = state;
        while (at < name.Length && !reached.IsDead && !reached.IsOpen)
        {
            var (rune, length) = Runes.At(name, at);
            reached = reached.After(rune);
            at += length;
        }
        return reached.IsOpen && !StateOf(name).IsDead && at > prefix.Length ? name[..at] : null;
    }
}
