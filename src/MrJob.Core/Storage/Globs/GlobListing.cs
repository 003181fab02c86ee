using System.Runtime.CompilerServices;
using System.Text;
using Amazon.S3;
using Amazon.S3.Model;

namespace MrJob.Core.Storage.Globs;

/// <summary>
/// Finds what a glob matches, in the order of keys, and reads only pages where a match can be. What the pattern spells out goes into the
/// prefix; alternatives in braces are listed one by one; where keys cannot match, listing goes on behind them. Where a wildcard stands for
/// folders there are two ways: to list the folders' names and look into those that match, or to read all keys. The first page shows which
/// one pays: where it went through several folders that match, reading on costs fewer calls than looking into each of them.
/// </summary>
internal sealed class GlobListing(IAmazonS3 s3, string bucket, S3Glob glob, bool folders, int pageSize = 1000)
{
    /// <summary>How many prefixes are listed for alternatives in braces, at most.</summary>
    private const int MostPrefixes = 64;

    /// <summary>A page of all keys must go through so many folders that match, to be worth as many looks into folders.</summary>
    private const int WorthAPage = 4;

    /// <summary>After so many folders that took one call each, reading all keys is tried again.</summary>
    private const int FirstTrial = 8;

    /// <summary>Folders that were reported and that what comes next may still lie in.</summary>
    private readonly List<string> _reported = [];

    private int _calls;

    public IAsyncEnumerable<S3Entry> ListAsync(CancellationToken cancel) => BelowAsync("", glob.Start, "", MostPrefixes, cancel);

    /// <summary>Matches whose keys start with a prefix.</summary>
    /// <param name="after">What was seen already: only keys after this one.</param>
    /// <param name="budget">How many prefixes may come of it.</param>
    private IAsyncEnumerable<S3Entry> BelowAsync(string prefix, GlobState state, string after, int budget, CancellationToken cancel)
    {
        var text = new StringBuilder(prefix);
        while (state.Choices is [var only])
        {
            text.Append(only);
            state = state.After(only);
        }
        prefix = text.ToString();
        if (state.IsDead || (!after.StartsWith(prefix, StringComparison.Ordinal) && KeyOrder.Utf8.Compare(after, prefix) > 0))
            return AsyncEnumerable.Empty<S3Entry>();
        if (state.Choices is { } choices && choices.Count <= budget)
            return AlternativesAsync(prefix, state, choices, after, budget / choices.Count, cancel);
        if (state.Sets.Count == 0)
            return ExactAsync(prefix, after, cancel);
        return state is { CrossesFolders: true, EndsHere: false }
            ? EitherWayAsync(prefix, state, after, budget, cancel) : NamesAsync(new(prefix, state, after), int.MaxValue, budget, cancel);
    }

    private async IAsyncEnumerable<S3Entry> AlternativesAsync(
        string prefix, GlobState state, IReadOnlyList<Rune> choices, string after, int budget, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var choice in choices)
        {
            await foreach (var entry in BelowAsync(prefix + choice, state.After(choice), after, budget, cancel))
                yield return entry;
        }
    }

    /// <summary>The one key that is left of the pattern, and the folder of that name.</summary>
    private async IAsyncEnumerable<S3Entry> ExactAsync(string key, string after, [EnumeratorCancellation] CancellationToken cancel)
    {
        var isSeen = after.StartsWith(key, StringComparison.Ordinal);
        if (!isSeen && (await PageAsync(key, "", "", most: 1, cancel)).S3Objects is [var first, ..] && first.Key == key && IsFile(key))
            yield return new(new(bucket, key), first.ToFile(bucket));
        var folder = key.EndsWith('/') ? key : key + "/";
        if (IsFolder(folder) && !after.StartsWith(folder, StringComparison.Ordinal)
            && (await PageAsync(folder, "", "", most: 1, cancel)).S3Objects is [_, ..] && Report(folder) is { } reported)
            yield return reported;
    }

    /// <summary>All keys or folder by folder, whichever has shown to cost less.</summary>
    private async IAsyncEnumerable<S3Entry> EitherWayAsync(
        string prefix, GlobState state, string after, int budget, [EnumeratorCancellation] CancellationToken cancel)
    {
        var level = new Level(prefix, state, after);
        for (var trial = FirstTrial; !level.IsDone;)
        {
            await foreach (var entry in KeysAsync(level, cancel))
                yield return entry;
            if (level.IsDone)
                break;
            trial = level.Gain >= WorthAPage ? FirstTrial : trial * 2;
            if (level.Gain >= WorthAPage)
                continue;
            await foreach (var entry in RestOfFolderAsync(level, budget, cancel))
                yield return entry;
            await foreach (var entry in NamesAsync(level, trial, budget, cancel))
                yield return entry;
        }
    }

    /// <summary>One page of all keys, whatever folder they are in.</summary>
    private async IAsyncEnumerable<S3Entry> KeysAsync(Level level, [EnumeratorCancellation] CancellationToken cancel)
    {
        level.Gain = 0;
        if (level.Seek() is not { } from)
            yield break;
        var page = await PageAsync(level.Prefix, "", from, pageSize, cancel);
        var folder = "";
        foreach (var found in page.S3Objects ?? [])
        {
            if (level.FolderOf(found.Key) is { } next && next != folder)
                level.Gain += level.StateOf(folder = next).IsDead ? 0 : 1;
            foreach (var entry in Matches(level, found))
                yield return entry;
            level.After = found.Key;
        }
        level.IsDone = page.IsTruncated != true;
    }

    /// <summary>What a page of keys has left of the folder where it ended.</summary>
    private async IAsyncEnumerable<S3Entry> RestOfFolderAsync(Level level, int budget, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (level.FolderOf(level.After) is not { } folder)
            yield break;
        await foreach (var entry in BelowAsync(folder, level.StateOf(folder), level.After, budget, cancel))
            yield return entry;
        level.After = folder + Runes.Greatest;
    }

    /// <summary>The entries of one folder, and what matches below those of its folders that can match.</summary>
    /// <param name="trial">Ends after so many folders in turn that took one call each.</param>
    private async IAsyncEnumerable<S3Entry> NamesAsync(Level level, int trial, int budget, [EnumeratorCancellation] CancellationToken cancel)
    {
        var cheap = 0;
        while (!level.IsDone && cheap < trial && level.Seek() is { } from)
        {
            var page = await PageAsync(level.Bound(), "/", from, pageSize, cancel);
            foreach (var (name, found) in page.Names())
            {
                if (found is null && Reported(name, level) is { } reported)
                    yield return reported;
                if (found is not null && IsFile(name) && level.StateOf(name).Accepts)
                    yield return new(new(bucket, name), found.ToFile(bucket));
                if (found is null && level.StateOf(name) is { IsDead: false } inside)
                {
                    var calls = _calls;
                    await foreach (var entry in BelowAsync(name, inside, "", budget, cancel))
                        yield return entry;
                    cheap = _calls - calls <= 1 ? cheap + 1 : 0;
                }
                level.Saw(found is null ? name + Runes.Greatest : name);
                if (cheap >= trial)
                    yield break;
            }
            level.EndPage(page.IsTruncated == true);
        }
    }

    private IEnumerable<S3Entry> Matches(Level level, S3Object found)
    {
        for (var slash = found.Key.IndexOf('/', level.Prefix.Length); folders && slash >= 0; slash = found.Key.IndexOf('/', slash + 1))
        {
            if (Reported(found.Key[..(slash + 1)], level) is { } folder)
                yield return folder;
        }
        if (IsFile(found.Key) && level.StateOf(found.Key).Accepts)
            yield return new(new(bucket, found.Key), found.ToFile(bucket));
    }

    /// <summary>A folder's name has no slash, unless the pattern ends in one.</summary>
    private S3Entry? Reported(string folder, Level level) =>
        IsFolder(folder) && level.StateOf(glob.Pattern.EndsWith('/') ? folder : folder[..^1]).Accepts ? Report(folder) : null;

    // What ends in two slashes has no name of its own, and is nothing but an object's key.
    private bool IsFolder(string key) => folders && key.EndsWith('/') && key.Length > 1 && key[^2] != '/';

    private bool IsFile(string key) => !IsFolder(key);

    /// <summary>The folder, the first time it is come by.</summary>
    private S3Entry? Report(string folder)
    {
        _reported.RemoveAll(f => KeyOrder.Utf8.Compare(f + Runes.Greatest, folder) < 0);
        if (_reported.Contains(folder))
            return null;
        _reported.Add(folder);
        return new(new(bucket, folder), null);
    }

    private Task<ListObjectsV2Response> PageAsync(string prefix, string delimiter, string after, int most, CancellationToken cancel)
    {
        _calls++;
        return s3.ListObjectsV2Async(
            new ListObjectsV2Request
            {
                BucketName = bucket, Prefix = prefix, MaxKeys = most, Delimiter = delimiter.Length == 0 ? null : delimiter,
                StartAfter = after.Length == 0 ? null : after,
            },
            cancel);
    }
}
