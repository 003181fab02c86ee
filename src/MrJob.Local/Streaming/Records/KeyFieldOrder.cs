namespace MrJob.Local.Streaming.Records;

/// <summary>
/// Hadoop's <c>KeyFieldBasedComparator</c> as a translation: of each key it makes bytes that compare, as bytes, as the comparator
/// compares the keys. So everything that sorts and merges knows one order only. Keys that agree in the chosen fields are equal and keep
/// the order of their arrival. Malformed numbers, whose order in Hadoop is not consistent, count as what they begin with, or as zero.
/// </summary>
internal sealed class KeyFieldOrder(KeyFields fields)
{
    private const byte Missing = 0;
    private const byte Present = 1;

    private readonly (int Start, int End)[] ranges = new (int, int)[fields.Fields.Count];

    /// <summary>Appends the sort key of the key.</summary>
    public void Encode(ReadOnlySpan<byte> key, ByteList sortKey)
    {
        fields.Find(key, ranges);
        for (var i = 0; i < ranges.Length; i++)
        {
            var from = sortKey.Length;
            Encode(key, ranges[i], fields.Fields[i].Numeric, sortKey);
            if (fields.Fields[i].Reverse)
                sortKey.Complement(from);
        }
    }

    private static void Encode(ReadOnlySpan<byte> key, (int Start, int End) range, bool numeric, ByteList sortKey)
    {
        sortKey.Add(range.Start < 0 ? Missing : Present); // a key that has not the field comes first
        if (range.Start < 0)
            return;
        var field = key[range.Start..Math.Max(range.Start, range.End)];
        if (numeric)
            NumberOrder.Encode(field, sortKey);
        else
            EncodeText(field, sortKey);
    }

    /// <summary>Ends in 0 0, which must come before any byte: so a 0 within becomes 0 255.</summary>
    private static void EncodeText(ReadOnlySpan<byte> text, ByteList sortKey)
    {
        for (int zero; (zero = text.IndexOf((byte)0)) >= 0; text = text[(zero + 1)..])
        {
            sortKey.Add(text[..zero]);
            sortKey.Add([0, 255]);
        }

        sortKey.Add(text);
        sortKey.Add([0, 0]);
    }
}
