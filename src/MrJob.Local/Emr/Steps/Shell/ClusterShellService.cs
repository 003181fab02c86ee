using System.Text.Json;
using Microsoft.AspNetCore.Http;
using MrJob.Local.Emr.Steps.Files;
using MrJob.Local.S3;

namespace MrJob.Local.Emr.Steps.Shell;

/// <summary>
/// <c>hadoop fs</c> for programs that steps run: they are other processes, and ask over the AWS port. Files of this machine are read and written here, on the
/// asker's behalf, which is the same user's process on the same machine.
/// </summary>
/// <param name="dataFolder">Below which every cluster's HDFS is.</param>
internal sealed class ClusterShellService(IObjectStore store, string dataFolder) : IAwsService
{
    public const string Path = "/_mrjob/hadoop-fs";

    /// <summary>The variable that tells a step's programs where the HDFS of their cluster is.</summary>
    public const string HdfsVariable = "MRJOB_HDFS";

    public bool Accepts(HttpRequest request) => request.Path == Path && HttpMethods.IsPost(request.Method);

    public async Task HandleAsync(HttpContext context)
    {
        var result = await ReadAsync(context) is { } asked ? await RunAsync(asked, context.RequestAborted) : new ClusterShellResult(255, "hadoop fs: the request cannot be read");
        await context.Response.WriteAsJsonAsync(result, LocalAwsJson.Default.ClusterShellResult, cancellationToken: context.RequestAborted);
    }

    private async Task<ClusterShellResult> RunAsync(ClusterShellRequest asked, CancellationToken cancel)
    {
        var root = System.IO.Path.GetFullPath(dataFolder) + System.IO.Path.DirectorySeparatorChar;
        if (!System.IO.Path.GetFullPath(asked.Hdfs).StartsWith(root, StringComparison.Ordinal))
            return new(255, $"{HdfsVariable} is '{asked.Hdfs}', which is no cluster's HDFS here");
        try
        {
            await new FileShell(new ClusterFiles(store, new HdfsFolder(asked.Hdfs)), asked.Folder, asked.Output).RunAsync(asked.Args, cancel);
            return new(0, null);
        }
        catch (FileShellException e)
        {
            return new(e.ExitCode, e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or Streaming.Arguments.StreamingClientException)
        {
            return new(1, e.Message);
        }
    }

    private static async Task<ClusterShellRequest?> ReadAsync(HttpContext context)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(context.Request.Body, LocalAwsJson.Default.ClusterShellRequest, context.RequestAborted);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <param name="Hdfs">The folder of the cluster's HDFS.</param>
/// <param name="Folder">Where relative local paths start.</param>
/// <param name="Output">The file that output is added to.</param>
internal sealed record ClusterShellRequest(string Hdfs, string Folder, string Output, IReadOnlyList<string> Args);

/// <param name="Error">Null when the command did what it was asked.</param>
internal sealed record ClusterShellResult(int ExitCode, string? Error);
