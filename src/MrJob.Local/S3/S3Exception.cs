namespace MrJob.Local.S3;

/// <summary>A request that S3 refuses: what its error answer says.</summary>
/// <param name="status">HTTP status.</param>
/// <param name="code">S3's error code, such as <c>NoSuchKey</c>.</param>
/// <param name="details">Further elements of the error's XML, such as <c>BucketName</c>.</param>
internal sealed class S3Exception(int status, string code, string message, params (string Name, string Value)[] details)
    : Exception(message)
{
    public int Status { get; } = status;

    public string Code { get; } = code;

    public IReadOnlyList<(string Name, string Value)> Details { get; } = details;
}
