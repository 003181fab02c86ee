using System.Security.Cryptography;
using System.Text;
using MrJob.Core.Configuration;
using MrJob.Core.Storage;

namespace MrJob.Core.Jobs.Scripts;

/// <summary>The scripts that a job or a cluster needs on S3. Pure.</summary>
internal static class JobScripts
{
    /// <summary>What the job's tasks are run by.</summary>
    public static IEnumerable<ScriptFile> Of(Job job)
    {
        var files = TaskFiles.Of(job);
        return new[] { files.Wrapper, files.Manifest }.OfType<ScriptFile>();
    }

    /// <summary>What runs the bootstrap commands of a cluster; null when it has none. Its place says what is in it, so that clusters share it.</summary>
    public static ScriptFile? Bootstrap(JobOptions options, ServiceSettings settings)
    {
        if (options.Bootstrap.Count == 0)
            return null;
        var text = BootstrapScript.Text([.. options.Bootstrap.Select(ShellCommand.Parse)], options.ShBin);
        var folder = options.CloudTmpDir is { } dir ? S3Uri.Parse(dir) : settings.Tmp;
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];
        return new(folder / $"uploads/{digest}/bootstrap.sh", text);
    }
}
