namespace MrJob.Local.S3.Storage;

/// <summary>Everything that is known of an object besides its content. Replaced whole, as the object is.</summary>
/// <param name="File">Path of the content, relative to the bucket's folder, with <c>/</c> between names.</param>
/// <param name="ETag">Without quotes.</param>
/// <param name="Sequencer">Grows with every write to the bucket: of two events of a key the greater is the later.</param>
/// <param name="Headers">What reads answer besides: content-type and its like, and x-amz-meta-*; lower-case names.</param>
/// <param name="Parts">Sizes of the parts in order, of an object that was uploaded in parts.</param>
internal sealed record ObjectEntry(
    string Key, string File, long Size, string ETag, DateTimeOffset LastModified, long Sequencer,
    IReadOnlyDictionary<string, string> Headers, ObjectChecksum? Checksum = null, IReadOnlyList<long>? Parts = null);

/// <summary>A checksum as its writer gave it and as readers get it back.</summary>
/// <param name="Algorithm">As S3 names it, such as <c>CRC32</c>.</param>
/// <param name="Value">Base64; of a composite one the checksum of the parts' checksums, with <c>-</c> and their number behind.</param>
/// <param name="Type"><c>FULL_OBJECT</c> or <c>COMPOSITE</c>.</param>
internal sealed record ObjectChecksum(string Algorithm, string Value, string Type = ObjectChecksum.FullObject)
{
    public const string FullObject = "FULL_OBJECT";
    public const string Composite = "COMPOSITE";
}

/// <summary>A body that has arrived whole in a file of its own and waits to become an object.</summary>
/// <param name="File">In the store's staging folder.</param>
internal sealed record StagedContent(
    string File, long Size, string ETag, IReadOnlyDictionary<string, string> Headers,
    ObjectChecksum? Checksum = null, IReadOnlyList<long>? Parts = null);
