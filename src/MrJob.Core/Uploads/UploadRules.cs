using System.Net;
using Amazon.S3;
using MrJob.Core.Configuration;
using MrJob.Core.Configuration.Conf;
using MrJob.Core.Storage;

namespace MrJob.Core.Uploads;

/// <summary>Reads the rules that turn uploads into jobs. They are read for each event: a change holds at once.</summary>
internal sealed class UploadRules(S3Files files, ServiceConfStore confs, ServiceSettings settings)
{
    /// <summary>Where they are.</summary>
    public S3Uri Place => settings.Uploads;

    /// <summary>The rules of the service, checked; none when nobody has put any.</summary>
    /// <exception cref="ConfException">The service's mrjob.conf is wrong.</exception>
    public async Task<CheckedRules> ReadAsync(CancellationToken cancel)
    {
        try
        {
            using var reader = new StreamReader(await files.OpenAsync(settings.Uploads, cancel));
            return await CheckAsync(await reader.ReadToEndAsync(cancel), cancel);
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound && e.ErrorCode != "NoSuchBucket")
        {
            return new([], [], await confs.ReadAsync(cancel));
        }
    }

    /// <summary>Reads and checks rules that somebody may want to put there.</summary>
    public async Task<CheckedRules> CheckAsync(string text, CancellationToken cancel)
    {
        var faults = new List<Fault>();
        var (conf, rules) = (await confs.ReadAsync(cancel), UploadRulesReader.Read(text, settings.Tmp.Bucket, faults));
        return new(rules, faults.Count > 0 ? faults : UploadChecks.Of(rules, conf, settings), conf);
    }
}

/// <summary>Rules, and what is wrong with them.</summary>
/// <param name="Conf">What their jobs are read with.</param>
internal sealed record CheckedRules(IReadOnlyList<UploadRule> Rules, IReadOnlyList<Fault> Faults, ServiceConf Conf);
