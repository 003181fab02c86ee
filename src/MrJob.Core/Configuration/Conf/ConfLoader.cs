namespace MrJob.Core.Configuration.Conf;

/// <summary>Loads a conf with the files that it includes.</summary>
/// <param name="read">The text at a place; null when nothing is there.</param>
/// <param name="resolve">The place that an include means: first the including file's place, then what it says.</param>
internal sealed class ConfLoader(Func<string, CancellationToken, Task<string?>> read, Func<string, string, string> resolve)
{
    /// <summary>
    /// All files, the lowest first, as mrjob had it: what a file includes is below it, of several includes the later are above the earlier, and a file that
    /// is met again counts once, at its highest place. Files that include each other therefore do no harm.
    /// </summary>
    /// <exception cref="ConfException">A file is missing, or no conf.</exception>
    public async Task<IReadOnlyList<ConfFile>> LoadAsync(IEnumerable<string> places, CancellationToken cancel)
    {
        var files = new List<ConfFile>();
        var seen = new HashSet<string>();
        foreach (var place in places.Reverse())
            await LoadAsync(place, from: null, files, seen, cancel);
        files.Reverse();
        return files;
    }

    /// <summary>Adds the file and then what it includes, the highest first, so that the first meeting is the one that counts.</summary>
    private async Task LoadAsync(string place, string? from, List<ConfFile> files, HashSet<string> seen, CancellationToken cancel)
    {
        if (!seen.Add(place))
            return;
        var text = await read(place, cancel)
            ?? throw new ConfException(from is null ? $"There is no {place}." : $"{from} includes {place}, which does not exist.");
        var file = ConfFile.Parse(place, text);
        files.Add(file);
        foreach (var include in file.Includes.Reverse())
            await LoadAsync(resolve(place, include), place, files, seen, cancel);
    }
}
