using System.Runtime.CompilerServices;

namespace MrJob.Local.Streaming.Records;

/// <summary>Merged records, with a count of them and of their different keys.</summary>
internal sealed class GroupedRecords(RunMerger merger, SortForm form)
{
    private readonly ByteList group = new();

    /// <summary>The current record.</summary>
    public KeyValue Current
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => form.Open(merger.Current.Key, merger.Current.Value);
    }

    public long Count { get; private set; }

    /// <summary>How many different keys there were, as the job's comparator sees them.</summary>
    public long Groups { get; private set; }

    /// <summary>Moves to the next record; false at the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool Read()
    {
        if (!merger.Read())
            return false;

        Count++;
        if (merger.RepeatsKey || (Groups > 0 && merger.Current.Key.SequenceEqual(group.Span)))
            return true;
        Groups++;
        group.Clear();
        group.Add(merger.Current.Key);
        return true;
    }
}
