using System.Buffers.Binary;

namespace MrJob.Local.Streaming.Records;

/// <summary>
/// Decimal numbers of any length (<c>-12.50</c>; no exponents) as bytes that compare as the numbers do: sign, number of digits before
/// the point, those digits, the digits behind it. What follows a number, and text that is none, is not looked at.
/// </summary>
internal static class NumberOrder
{
    private const byte Negative = 0;
    private const byte Zero = 1;
    private const byte Positive = 2;

    public static void Encode(ReadOnlySpan<byte> text, ByteList sortKey)
    {
        var isNegative = text is [(byte)'-', ..];
        var number = (isNegative ? text[1..] : text).TrimStart((byte)'0');
        var whole = number[..Digits(number)];
        var rest = number[whole.Length..];
        var fraction = rest is [(byte)'.', .. var behind] ? behind[..Digits(behind)].TrimEnd((byte)'0') : [];
        if (whole.IsEmpty && fraction.IsEmpty)
        {
            sortKey.Add(Zero);
            return;
        }

        sortKey.Add(isNegative ? Negative : Positive);
        var from = sortKey.Length;
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, whole.Length);
        sortKey.Add(length);
        sortKey.Add(whole);
        sortKey.Add(fraction);
        sortKey.Add(0); // less than any digit that another number may have here
        if (isNegative)
            sortKey.Complement(from);
    }

    private static int Digits(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return end < 0 ? text.Length : end;
    }
}
