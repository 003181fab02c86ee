using MrJob.Local.Gateway.Handlers;

namespace MrJob.Local.Gateway.Template;

/// <summary>Reads the two numbers that say how often and how long a delivery is tried again.</summary>
internal static class RetryPolicies
{
    private const int MinAge = 60;

    /// <summary>
    /// Reads a function's EventInvokeConfig: https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionEventInvokeConfig.html
    /// </summary>
    public static RetryPolicy OfFunction(Node node) => Read(node.Map(), maxAttempts: 2, maxAge: 21_600);

    /// <summary>
    /// Checks the RetryPolicy of a rule or schedule, and nothing more: it says how long EventBridge tries to hand an event to Lambda's
    /// queue, and here that cannot fail. What a failing function costs is its EventInvokeConfig's to say, as in the cloud.
    /// https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_RetryPolicy.html
    /// </summary>
    public static void CheckSource(MapNode properties)
    {
        if (properties["RetryPolicy"] is { } policy)
            Read(policy.Map(), maxAttempts: 185, maxAge: 86_400);
    }

    private static RetryPolicy Read(MapNode node, int maxAttempts, int maxAge)
    {
        var policy = RetryPolicy.Lambda;
        if (node["MaximumRetryAttempts"] is { } attempts)
            policy = policy with { MaximumRetryAttempts = attempts.Integer(0, maxAttempts) };
        if (node["MaximumEventAgeInSeconds"] is { } age)
            policy = policy with { MaximumEventAge = TimeSpan.FromSeconds(age.Integer(MinAge, maxAge)) };
        return policy;
    }
}
