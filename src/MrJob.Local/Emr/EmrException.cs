namespace MrJob.Local.Emr;

/// <summary>A refusal, as EMR words it: the <c>__type</c> of the answer, its message and its HTTP status.</summary>
internal sealed class EmrException(string type, string message, int status = 400) : Exception(message)
{
    private const string MayNotBeModified = "A job flow that is shutting down, terminated, or finished may not be modified.";

    public string Type { get; } = type;
    public int Status { get; } = status;

    /// <summary>Set for some InvalidRequestExceptions, such as <c>NoSuchCluster</c>.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>
    /// What the calls of 2009 answer (RunJobFlow, AddJobFlowSteps, TerminateJobFlows, Set…), and any call whose members break a
    /// limit.
    /// </summary>
    public static EmrException Validation(string message) => new("ValidationException", message);

    /// <summary>What the newer calls answer (Describe…, List…, AddTags, CancelSteps, Put…).</summary>
    public static EmrException InvalidRequest(string message, string? errorCode = null) =>
        new("InvalidRequestException", message) { ErrorCode = errorCode };

    public static EmrException NoSuchCluster(string? id) => InvalidRequest($"Cluster id '{id}' is not valid.", "NoSuchCluster");

    /// <summary>The same fault as <see cref="NoSuchCluster"/> in the calls of 2009.</summary>
    public static EmrException NoSuchJobFlow() => Validation("Specified job flow ID does not exist.");

    public static EmrException NoSuchStep(string? id) => InvalidRequest($"Step id '{id}' is not valid.");

    public static EmrException NoSuchInstanceGroup(string? id) => Validation($"Instance group id '{id}' is not valid.");

    public static EmrException NotModifiable() => Validation(MayNotBeModified);

    /// <summary>The same fault as <see cref="NotModifiable"/> in the newer calls.</summary>
    public static EmrException ClusterNotModifiable() => InvalidRequest(MayNotBeModified);

    public static EmrException Throttled(string message = "Rate exceeded") => new("ThrottlingException", message);

    public static EmrException Serialization(string message) => new("SerializationException", message);

    public static EmrException UnknownOperation(string operation) =>
        new("UnknownOperationException", $"The local EMR does not have the operation {operation}.");

    public static EmrException Internal(string message, int status = 500) => new("InternalServerException", message, status);
}
