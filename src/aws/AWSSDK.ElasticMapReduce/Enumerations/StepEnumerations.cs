using Amazon.Runtime;

namespace Amazon.ElasticMapReduce;

/// <summary>The states of a step, from PENDING to COMPLETED, FAILED or CANCELLED.</summary>
public class StepState(string value) : ConstantClass(value)
{
    public static readonly StepState PENDING = new("PENDING");
    public static readonly StepState CANCEL_PENDING = new("CANCEL_PENDING");
    public static readonly StepState RUNNING = new("RUNNING");
    public static readonly StepState COMPLETED = new("COMPLETED");
    public static readonly StepState CANCELLED = new("CANCELLED");
    public static readonly StepState FAILED = new("FAILED");
    public static readonly StepState INTERRUPTED = new("INTERRUPTED");

    public static StepState FindValue(string value) => FindValue<StepState>(value);

    public static implicit operator StepState(string value) => FindValue(value);
}

/// <summary>Why a step changed its state.</summary>
public class StepStateChangeReasonCode(string value) : ConstantClass(value)
{
    public static readonly StepStateChangeReasonCode NONE = new("NONE");

    public static StepStateChangeReasonCode FindValue(string value) => FindValue<StepStateChangeReasonCode>(value);

    public static implicit operator StepStateChangeReasonCode(string value) => FindValue(value);
}

/// <summary>What happens to a cluster and its other steps when a step fails.</summary>
public class ActionOnFailure(string value) : ConstantClass(value)
{
    public static readonly ActionOnFailure TERMINATE_JOB_FLOW = new("TERMINATE_JOB_FLOW");
    public static readonly ActionOnFailure TERMINATE_CLUSTER = new("TERMINATE_CLUSTER");
    public static readonly ActionOnFailure CANCEL_AND_WAIT = new("CANCEL_AND_WAIT");
    public static readonly ActionOnFailure CONTINUE = new("CONTINUE");

    public static ActionOnFailure FindValue(string value) => FindValue<ActionOnFailure>(value);

    public static implicit operator ActionOnFailure(string value) => FindValue(value);
}

/// <summary>How a running step is stopped.</summary>
public class StepCancellationOption(string value) : ConstantClass(value)
{
    public static readonly StepCancellationOption SEND_INTERRUPT = new("SEND_INTERRUPT");
    public static readonly StepCancellationOption TERMINATE_PROCESS = new("TERMINATE_PROCESS");

    public static StepCancellationOption FindValue(string value) => FindValue<StepCancellationOption>(value);

    public static implicit operator StepCancellationOption(string value) => FindValue(value);
}

/// <summary>Whether a cancellation was accepted.</summary>
public class CancelStepsRequestStatus(string value) : ConstantClass(value)
{
    public static readonly CancelStepsRequestStatus SUBMITTED = new("SUBMITTED");
    public static readonly CancelStepsRequestStatus FAILED = new("FAILED");

    public static CancelStepsRequestStatus FindValue(string value) => FindValue<CancelStepsRequestStatus>(value);

    public static implicit operator CancelStepsRequestStatus(string value) => FindValue(value);
}
