using MrJob.Local.Emr.Wire;

namespace MrJob.Local.Emr.Clusters;

/// <summary>What EMR keeps for the account rather than for a cluster, in <c>emr/account.json</c>.</summary>
internal sealed class Account(string dataFolder)
{
    private readonly string _file = Path.Combine(dataFolder, "emr", "account.json");
    private readonly Lock _gate = new();

    public AccountRecord Record { get; private set; } = new();

    /// <exception cref="InvalidDataException">The file cannot be read; the message names it.</exception>
    public void Restore()
    {
        if (File.Exists(_file))
            Record = JsonFile.Read<AccountRecord>(_file, "Remove it to go on without it.");
    }

    /// <summary>
    /// Changes what is kept; when this returns it survives the death of the process. When <paramref name="change"/> throws, nothing
    /// has changed.
    /// </summary>
    public AccountRecord Change(Func<AccountRecord, AccountRecord> change)
    {
        lock (_gate)
        {
            var after = change(Record);
            Directory.CreateDirectory(Path.GetDirectoryName(_file)!);
            JsonFile.Write(_file, after);
            return Record = after;
        }
    }
}

internal sealed record AccountRecord
{
    /// <summary>In the order made.</summary>
    public IReadOnlyList<SecurityConfigurationRecord> SecurityConfigurations { get; init; } = [];

    /// <summary>Null until it is set, as in a new account.</summary>
    public BlockPublicAccessRecord? BlockPublicAccess { get; init; }
}

/// <param name="Number">Counts up, for pages.</param>
internal sealed record SecurityConfigurationRecord(long Number, string Name, string Json, DateTimeOffset Created);

internal sealed record BlockPublicAccessRecord(BlockPublicAccessConfiguration Configuration, DateTimeOffset Created);
