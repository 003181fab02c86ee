using System.Globalization;

namespace MrJob.Core.Uploads;

/// <summary>What the placeholders of a rule's job stand for. Pure.</summary>
internal static class UploadValues
{
    /// <summary>Names that are there for every object; no capture may have one of them.</summary>
    public static readonly IReadOnlyList<string> BuiltIn = ["bucket", "key", "object", "folder", "name", "date", "time", "id"];

    /// <param name="captures">Of the rule's pattern.</param>
    /// <param name="id">Of the job that the rule starts.</param>
    public static IReadOnlyDictionary<string, string> Of(UploadedObject uploaded, IReadOnlyDictionary<string, string> captures, string id)
    {
        var time = uploaded.Time.UtcDateTime;
        return new Dictionary<string, string>(captures, StringComparer.Ordinal)
        {
            ["bucket"] = uploaded.Uri.Bucket, ["key"] = uploaded.Uri.Key, ["object"] = uploaded.Uri.ToString(), ["folder"] = uploaded.Folder.ToString(), ["name"] = uploaded.Uri.Name,
            ["date"] = time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), ["time"] = time.ToString("HHmmss", CultureInfo.InvariantCulture), ["id"] = id,
        };
    }
}
