namespace MrJob.Local.Streaming.Records;

/// <summary>Merged records, with a count of them and of their different keys.</summary>
internal sealed class GroupedRecords(RunMerger merger)
{
    private byte[] group = [];
    private int groupLength;

    public ReadOnlySpan<byte> Key => merger.Current.Key;

    public ReadOnlySpan<byte> Value => merger.Current.Value;

    public long Count { get; private set; }

    /// <summary>How many different keys there were.</summary>
    public long Groups { get; private set; }

    /// <summary>Moves to the next record; false at the end.</summary>
    public bool Read()
    {
        if (!merger.Read())
            return false;

        Count++;
        if (Groups == 0 || !Key.SequenceEqual(group.AsSpan(0, groupLength)))
            BeginGroup();
        return true;
    }

    private void BeginGroup()
    {
        Groups++;
        if (group.Length < Key.Length)
            group = new byte[2 * Key.Length];
        Key.CopyTo(group);
        groupLength = Key.Length;
    }
}
