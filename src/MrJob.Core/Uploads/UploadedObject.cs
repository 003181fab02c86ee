using MrJob.Core.Storage;

namespace MrJob.Core.Uploads;

/// <summary>An object that was created on S3, as the event tells of it.</summary>
/// <param name="Size">In bytes.</param>
/// <param name="Version">Of the object in a versioned bucket, else its ETag: another one means another content.</param>
/// <param name="Sequencer">Another one for each time the object was written (https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html).</param>
/// <param name="Time">When it was created.</param>
internal sealed record UploadedObject(S3Uri Uri, long Size, string Version, string Sequencer, DateTimeOffset Time)
{
    /// <summary>The folder it is in, with a slash at its end.</summary>
    public S3Uri Folder => Uri with { Key = Uri.Key[..(Uri.Key.LastIndexOf('/') + 1)] };
}
