using Amazon.Runtime;
using Amazon.S3;
using MrJob.Cli.Laptop;
using MrJob.Cli.Options;
using MrJob.Core;
using MrJob.Core.Configuration;
using MrJob.Core.Storage;

namespace MrJob.Cli.Jobs;

/// <summary>Where the command copies local files: below <c>cloud_tmp_dir</c>, in the S3 of the service when that is a local one, or else in the user's own.</summary>
internal sealed class UploadPlace : IDisposable
{
    private const int DefaultPartMb = 100; // mrjob's
    private readonly IAmazonS3 _s3;

    private UploadPlace(IAmazonS3 s3, S3Uri folder, ClientOptions options) => (_s3, Uploader) = (s3, new(
        new S3Files(s3), folder, (long)(options.Number("cloud_part_size_mb") ?? DefaultPartMb) << 20, options.Text("local_tmp_dir") ?? Path.GetTempPath()));

    public Uploader Uploader { get; }

    /// <exception cref="CommandException"><c>cloud_tmp_dir</c> or <c>s3_endpoint</c> cannot be used.</exception>
    public static UploadPlace Open(ServiceAbout about, ClientOptions options)
    {
        var dir = Given.Parse(options.ForService["cloud_tmp_dir"]).Value?.GetValue<string>() ?? about.CloudTmpDir;
        if (!S3Uri.TryParse(dir, out var folder))
            throw new CommandException(ExitCodes.BadUsage, $"cloud_tmp_dir is '{dir}'; it must be an S3 URI such as s3://bucket/tmp/.");
        return new(Access(about, options).S3(), folder, options);
    }

    public void Dispose() => _s3.Dispose();

    private static AwsAccess Access(ServiceAbout about, ClientOptions options)
    {
        if ((options.Text("s3_endpoint") ?? about.AwsEndpointUrl) is not { } endpoint)
            return AwsAccess.FromEnvironment(Environment.GetEnvironmentVariable) with { Credentials = Keys(options) };
        try
        {
            var own = AwsAccess.FromEnvironment(Environment.GetEnvironmentVariable) with { S3Endpoint = AwsAccess.Endpoint(endpoint) };
            return own with { Credentials = Keys(options) ?? (own.S3Endpoint.IsLoopback ? LocalService.Credentials : own.Credentials) };
        }
        catch (FormatException e)
        {
            throw new CommandException(ExitCodes.BadUsage, $"s3_endpoint: {e.Message}");
        }
    }

    /// <summary>Keys of mrjob.conf; null for the SDK's own search.</summary>
    private static AWSCredentials? Keys(ClientOptions options) => (options.Text("aws_access_key_id"), options.Text("aws_secret_access_key")) switch
    {
        ({ } key, { } secret) when options.Text("aws_session_token") is { } token => new SessionAWSCredentials(key, secret, token),
        ({ } key, { } secret) => new BasicAWSCredentials(key, secret),
        _ => null,
    };
}
