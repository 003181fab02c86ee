namespace MrJob.Cli;

/// <summary>What the service says of itself at <c>GET /</c>.</summary>
/// <param name="CloudTmpDir">Where files for its jobs go.</param>
/// <param name="AwsEndpointUrl">The AWS that it uses, where that is not the real one.</param>
internal sealed record ServiceAbout(string CloudTmpDir, string? AwsEndpointUrl)
{
    /// <summary>The sections of mrjob.conf that hold for its jobs: on a laptop <c>local</c> goes over <c>emr</c>.</summary>
    public IReadOnlyList<string> Runners => AwsEndpointUrl is null ? ["emr"] : ["emr", "local"];

    public static async Task<ServiceAbout> ReadAsync(JobsApi api, CancellationToken cancel)
    {
        var about = await api.GetAsync("/", cancel);
        return new(about["cloud_tmp_dir"]!.ToString(), about["aws_endpoint_url"]?.ToString());
    }
}
