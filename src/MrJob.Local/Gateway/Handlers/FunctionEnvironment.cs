using System.Globalization;
using MrJob.Local.Events;
using MrJob.Local.Gateway.Template;

namespace MrJob.Local.Gateway.Handlers;

/// <summary>
/// The environment variables of a function: the template's, then Lambda's own
/// (https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html), then what the gateway adds for all.
/// </summary>
internal static class FunctionEnvironment
{
    public static IReadOnlyDictionary<string, string> Of(FunctionResource function, IReadOnlyDictionary<string, string> added)
    {
        var variables = new Dictionary<string, string>(function.Environment)
        {
            ["AWS_REGION"] = AwsEvent.Region,
            ["AWS_DEFAULT_REGION"] = AwsEvent.Region,
            ["AWS_LAMBDA_FUNCTION_NAME"] = function.Name,
            ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] = function.MemorySize.ToString(CultureInfo.InvariantCulture),
            ["AWS_LAMBDA_FUNCTION_VERSION"] = "$LATEST",
        };
        foreach (var (name, value) in added)
            variables[name] = value;
        return variables;
    }
}
