using System.Text.Json;
using System.Text.Json.Nodes;

namespace MrJob.Local.Gateway.Handlers;

internal enum InvocationStatus
{
    Succeeded,

    /// <summary>The handler threw, or its response was too big.</summary>
    Failed,

    TimedOut,

    /// <summary>Refused: as many invocations run as the function's reserved concurrency allows.</summary>
    Throttled,
}

/// <summary>How an invocation ended.</summary>
/// <param name="Payload">The function's response, or the error in Lambda's shape: errorType, errorMessage, stackTrace, cause.</param>
/// <param name="Error">The error in one line; null when it succeeded.</param>
internal sealed record InvocationResult(InvocationStatus Status, byte[] Payload, string? Error = null)
{
    /// <summary>Lambda's limit for payloads in both directions of a synchronous invocation: 6 MB and a little for the envelope.</summary>
    public const int MaxPayload = 6_291_556;

    public static InvocationResult Of(byte[] payload) => payload.Length <= MaxPayload
        ? new(InvocationStatus.Succeeded, payload)
        : Failure(
            InvocationStatus.Failed, "Function.ResponseSizeTooLarge",
            $"Response payload size exceeded maximum allowed payload size ({MaxPayload} bytes).");

    public static InvocationResult Of(Exception thrown) =>
        new(InvocationStatus.Failed, Bytes(Shape(thrown)), $"{thrown.GetType().Name}: {thrown.Message}");

    public static InvocationResult Failure(InvocationStatus status, string type, string message) =>
        new(status, Bytes(new JsonObject { ["errorType"] = type, ["errorMessage"] = message }), message);

    private static JsonObject Shape(Exception thrown)
    {
        var stack = (thrown.StackTrace ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var shape = new JsonObject
        {
            ["errorType"] = thrown.GetType().Name,
            ["errorMessage"] = thrown.Message,
            ["stackTrace"] = new JsonArray([.. stack.Select(line => (JsonNode)line.TrimEnd())]),
        };
        if (thrown.InnerException is { } cause)
            shape["cause"] = Shape(cause);
        return shape;
    }

    private static byte[] Bytes(JsonObject shape) => JsonSerializer.SerializeToUtf8Bytes<JsonNode>(shape);
}
