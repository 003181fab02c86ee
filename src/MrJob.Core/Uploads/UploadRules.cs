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

    /// <summary>The rules of the service as they can be read; none when nobody has put any.</summary>
    public async Task<UploadRuleSet> ReadAsync(CancellationToken cancel)
    {
        try
        {
            using var reader = new StreamReader(await files.OpenAsync(settings.Uploads, cancel));
            return UploadRulesReader.Read(await reader.ReadToEndAsync(cancel), settings.Tmp.Bucket);
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound && e.ErrorCode != "NoSuchBucket")
        {
            return UploadRuleSet.None;
        }
    }

    /// <summary>Reads rules that somebody may want to put there.</summary>
    public UploadRuleSet Read(string text) => UploadRulesReader.Read(text, settings.Tmp.Bucket);

    /// <summary>Checks what can only be told with the service's own mrjob.conf.</summary>
    /// <exception cref="ConfException">The service's mrjob.conf is wrong.</exception>
    public async Task<CheckedRules> CheckAsync(UploadRuleSet read, CancellationToken cancel)
    {
        var conf = await confs.ReadAsync(cancel);
        return new(read.Rules, read.Faults.Count > 0 ? read.Faults : UploadChecks.Of(read.Rules, conf, settings), conf);
    }
}

/// <summary>Rules as they were read.</summary>
/// <param name="Rules">Those that are whole.</param>
/// <param name="Places">Where all of them look; null for one of which that cannot be read.</param>
/// <param name="Faults">What is wrong with them.</param>
internal sealed record UploadRuleSet(IReadOnlyList<UploadRule> Rules, IReadOnlyList<UploadPlace?> Places, IReadOnlyList<Fault> Faults)
{
    public static UploadRuleSet None { get; } = new([], [], []);

    /// <summary>Whether a rule is for the object, or one that cannot be read might be.</summary>
    public bool MayBeFor(S3Uri uploaded) => !S3Uri.IsFolderMarker(uploaded.Key) && Places.Any(place => place is null || place.Match(uploaded) is not null);
}

/// <summary>Where a rule looks.</summary>
internal sealed record UploadPlace(string Bucket, UploadPattern Key)
{
    /// <summary>The captures of an object that is there. What only says that a folder is there is no upload: as an input it would be all that the folder has.</summary>
    public IReadOnlyDictionary<string, string>? Match(S3Uri uploaded) => uploaded.Bucket == Bucket && !S3Uri.IsFolderMarker(uploaded.Key) ? Key.Match(uploaded.Key) : null;
}

/// <summary>Rules, and what is wrong with them.</summary>
/// <param name="Conf">What their jobs are read with.</param>
internal sealed record CheckedRules(IReadOnlyList<UploadRule> Rules, IReadOnlyList<Fault> Faults, ServiceConf Conf);
