namespace MrJob.Core.Jobs.Scripts;

/// <summary>A file that a command or an option names for the folder in which it is used.</summary>
/// <param name="Path">On this machine, or a URI.</param>
/// <param name="Name">What it is to be called there; empty for its own name.</param>
internal sealed record FileReference(string Path, string Name, ReferenceKind Kind)
{
    /// <summary>Its name where it is used.</summary>
    public string LocalName => Name.Length > 0 ? Name : Path.TrimEnd('/') is var path ? path[(path.LastIndexOf('/') + 1)..] : Path;

    /// <summary>The same file where it was copied to: a folder is an archive there, which is unpacked under the folder's name.</summary>
    public FileReference At(string uri) => this with { Path = uri, Name = LocalName, Kind = Kind == ReferenceKind.File ? Kind : ReferenceKind.Archive };

    /// <summary>As it stands in a command, without an archive's final slash.</summary>
    public override string ToString() => $"{Escaped(Path)}#{Escaped(Name)}";

    /// <summary>Reads an item of <c>upload_files</c> and its like: <c>path#name</c>, or a path alone.</summary>
    /// <exception cref="FormatException">The name could lead out of the folder.</exception>
    public static FileReference Parse(string item, ReferenceKind kind)
    {
        var hash = item.LastIndexOf('#');
        var reference = hash < 0 ? new FileReference(item, "", kind) : new(item[..hash], item[(hash + 1)..].TrimEnd('/'), kind);
        return reference.Checked(item);
    }

    /// <exception cref="FormatException">The name could lead out of the folder, or is none that Hadoop takes.</exception>
    public FileReference Checked(string item) => Path.Contains(',') ? throw new FormatException($"'{item}' has a comma in its path, at which Hadoop would split it")
        : LocalName is TaskFiles.SetupWrapper or TaskFiles.ManifestWrapper ? throw new FormatException($"'{item}' has the name {LocalName}, which is the service's own")
        : LocalName is "" or "." or ".." || LocalName.AsSpan().IndexOfAny('/', ',', '#') >= 0
        ? throw new FormatException($"'{item}' gives the name '{LocalName}', which may not be empty, '.' or '..', nor have a slash, a comma or a #") : this;

    /// <summary>What would end a path stands behind a backslash; in a URI a colon and an equals sign end none.</summary>
    private static string Escaped(string text)
    {
        var special = text.Contains("://", StringComparison.Ordinal) ? "'\"\\#;<>|&()`" : "'\"\\#;<>|&()`=:";
        var escaped = new System.Text.StringBuilder();
        foreach (var c in text)
            escaped.Append(char.IsWhiteSpace(c) || special.Contains(c) ? $"\\{c}" : c);
        return escaped.ToString();
    }
}

/// <summary>What a reference names.</summary>
internal enum ReferenceKind
{
    /// <summary><c>path#name</c></summary>
    File,

    /// <summary><c>path/#name</c></summary>
    Directory,

    /// <summary><c>path.tar.gz#name/</c>: unpacked into a folder.</summary>
    Archive,
}
