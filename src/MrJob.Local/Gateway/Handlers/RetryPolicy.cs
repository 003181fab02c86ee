namespace MrJob.Local.Gateway.Handlers;

/// <summary>How often and how long a failing asynchronous invocation is tried again.</summary>
internal sealed record RetryPolicy(int MaximumRetryAttempts, TimeSpan MaximumEventAge)
{
    /// <summary>Lambda's own: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html</summary>
    public static readonly RetryPolicy Lambda = new(2, TimeSpan.FromHours(6));

    /// <summary>Lambda waits one minute before the second attempt and two before the third.</summary>
    /// <param name="failures">How many attempts have failed, from 1.</param>
    public static TimeSpan Wait(int failures) => TimeSpan.FromMinutes(failures);

    /// <summary>Whether there is another attempt for an invocation that is this old once it has waited.</summary>
    public bool Allows(int failures, TimeSpan age) => failures <= MaximumRetryAttempts && age + Wait(failures) <= MaximumEventAge;
}
