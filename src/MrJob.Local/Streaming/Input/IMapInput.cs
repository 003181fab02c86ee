namespace MrJob.Local.Streaming.Input;

/// <summary>Turns the bytes of a split's lines into what the mapper reads.</summary>
internal interface IMapInput
{
    /// <summary>Records so far.</summary>
    long Records { get; }

    /// <summary>Takes the next bytes and gives what the mapper is to read now; valid until the next call.</summary>
    ReadOnlyMemory<byte> Add(Memory<byte> block);

    /// <summary>The last of it: a file's last line need not have an end.</summary>
    ReadOnlyMemory<byte> End();
}
