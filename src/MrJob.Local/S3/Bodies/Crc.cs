using System.Buffers.Binary;

namespace MrJob.Local.S3.Bodies;

/// <summary>
/// A cyclic redundancy check of up to 64 bits, least significant bit first, begun and ended with all bits inverted: CRC32, CRC32C and
/// CRC64NVME are all so. Eight bytes a step, by eight tables.
/// </summary>
internal sealed class Crc
{
    private readonly ulong[][] _tables;
    private readonly ulong _mask;

    /// <param name="polynomial">With its bits reversed.</param>
    private Crc(ulong polynomial, int bits)
    {
        _mask = ulong.MaxValue >> (64 - bits);
        Bytes = bits / 8;
        _tables = Tables(polynomial);
    }

    public static Crc Crc32 { get; } = new(0xEDB88320, 32);

    public static Crc Crc32C { get; } = new(0x82F63B78, 32);

    public static Crc Crc64Nvme { get; } = new(0x9A6C9329AC4BC9B5, 64);

    /// <summary>How long the checksum is.</summary>
    public int Bytes { get; }

    /// <summary>The check's state before any data.</summary>
    public ulong Start => _mask;

    public ulong Append(ulong state, ReadOnlySpan<byte> data)
    {
        var t = _tables;
        for (; data.Length >= 8; data = data[8..])
        {
            var x = state ^ BinaryPrimitives.ReadUInt64LittleEndian(data);
            state = t[7][(byte)x] ^ t[6][(byte)(x >> 8)] ^ t[5][(byte)(x >> 16)] ^ t[4][(byte)(x >> 24)]
                ^ t[3][(byte)(x >> 32)] ^ t[2][(byte)(x >> 40)] ^ t[1][(byte)(x >> 48)] ^ t[0][x >> 56];
        }
        foreach (var b in data)
            state = t[0][(byte)(state ^ b)] ^ (state >> 8);
        return state;
    }

    /// <summary>The checksum as it is written: most significant byte first.</summary>
    public byte[] Finish(ulong state)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, ~state & _mask);
        return bytes[(8 - Bytes)..];
    }

    private static ulong[][] Tables(ulong polynomial)
    {
        var tables = new ulong[8][];
        tables[0] = [.. Enumerable.Range(0, 256).Select(b => Shift((ulong)b, polynomial))];
        for (var t = 1; t < 8; t++)
            tables[t] = [.. tables[t - 1].Select(x => tables[0][(byte)x] ^ (x >> 8))];
        return tables;
    }

    private static ulong Shift(ulong state, ulong polynomial)
    {
        for (var bit = 0; bit < 8; bit++)
            state = (state & 1) == 0 ? state >> 1 : (state >> 1) ^ polynomial;
        return state;
    }
}
