using MrJob.Core;

namespace MrJob.Cli.S3;

/// <summary>Which S3 a command talks to.</summary>
/// <param name="Endpoint">Where it is; null for AWS's own or a local one.</param>
/// <param name="IsLocal">Whether it is the one of the data folder.</param>
internal sealed record S3Choice(Uri? Endpoint, bool IsLocal)
{
    /// <summary>
    /// The first of: what a switch says (<c>--endpoint-url</c>, <c>--aws</c>, or a <c>--data-dir</c> that was given), the environment's
    /// endpoint, the data folder.
    /// </summary>
    /// <exception cref="CommandException">The switches say two things, or an endpoint is none.</exception>
    public static S3Choice Of(string? endpointUrl, bool aws, bool dataDirGiven, Func<string, string?> variable)
    {
        if ((endpointUrl is not null ? 1 : 0) + (aws ? 1 : 0) + (dataDirGiven ? 1 : 0) > 1)
            throw new CommandException(ExitCodes.BadUsage, "Give only one of --endpoint-url, --aws and --data-dir: each says which S3 is meant.");
        try
        {
            if (endpointUrl is not null)
                return new(AwsAccess.Endpoint(endpointUrl), IsLocal: false);
            if (aws || dataDirGiven)
                return new(null, IsLocal: dataDirGiven);
            var endpoint = AwsAccess.FromEnvironment(variable).S3Endpoint;
            return new(endpoint, IsLocal: endpoint is null);
        }
        catch (FormatException e)
        {
            throw new CommandException(ExitCodes.BadUsage, e.Message);
        }
    }
}
