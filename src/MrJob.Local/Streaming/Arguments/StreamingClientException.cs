namespace MrJob.Local.Streaming.Arguments;

/// <summary>The job was not started, or did not succeed; the streaming client says so and exits.</summary>
/// <param name="exitCode">As Hadoop's <c>StreamJob</c> gives: 1 bad arguments, 2 bad input path, 3 bad configuration, 4 output exists, 5 other.</param>
/// <param name="message">What the client prints.</param>
/// <param name="reason">What EMR shows as the reason of the step's failure, when it has one for this.</param>
/// <param name="detail">What it does not print, but the step's failure details tell.</param>
internal sealed class StreamingClientException(int exitCode, string message, string? reason = null, string? detail = null) : Exception(message)
{
    public int ExitCode => exitCode;

    public string? Reason => reason;

    public string? Detail => detail;

    /// <summary>Something of Hadoop's that this version does not have. Ignoring it could give other results than Hadoop.</summary>
    public static StreamingClientException NotSupported(string what) => new(1, $"not supported yet by the local EMR: {what}");
}
