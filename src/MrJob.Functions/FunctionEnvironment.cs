using System.Collections;
using MrJob.Core;
using MrJob.Core.Storage;

namespace MrJob.Functions;

/// <summary>A function's environment variables, read once and checked.</summary>
internal sealed class FunctionEnvironment(IReadOnlyDictionary<string, string> variables)
{
    public ServiceSettings Settings { get; } = new(
        State: Folder(variables, "MRJOB_STATE"),
        Tmp: Folder(variables, "MRJOB_TMP"),
        Uploads: Uri(variables, "MRJOB_UPLOADS"),
        ReleaseLabel: Required(variables, "MRJOB_RELEASE_LABEL"),
        ServiceRole: Required(variables, "MRJOB_SERVICE_ROLE"),
        InstanceProfile: Required(variables, "MRJOB_INSTANCE_PROFILE"),
        Stack: Required(variables, "MRJOB_STACK"))
    {
        Conf = Uri(variables, "MRJOB_CONF"),
        FailedUploads = Folder(variables, "MRJOB_FAILED_UPLOADS"),
        DataBuckets = List(variables, "MRJOB_DATA_BUCKETS"),
        UploadBuckets = List(variables, "MRJOB_UPLOAD_BUCKETS"),
        Region = variables.GetValueOrDefault("AWS_REGION"),
        Timings = variables.TryGetValue("MRJOB_INCARNATION", out var incarnation) ? Timings.Laptop(incarnation) : Timings.Emr,
    };

    /// <summary>The variable, or null when it is not set.</summary>
    public string? this[string name] => variables.GetValueOrDefault(name);

    public static IReadOnlyDictionary<string, string> OfProcess() => Environment.GetEnvironmentVariables()
        .Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string?)e.Value ?? "");

    private static string[] List(IReadOnlyDictionary<string, string> variables, string name) =>
        variables.GetValueOrDefault(name, "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static S3Uri Folder(IReadOnlyDictionary<string, string> variables, string name) => Uri(variables, name).AsFolder();

    private static S3Uri Uri(IReadOnlyDictionary<string, string> variables, string name)
    {
        var value = Required(variables, name);
        return S3Uri.TryParse(value, out var uri)
            ? uri : throw new InvalidOperationException($"The variable {name} is '{value}'; it must be an S3 URI such as s3://bucket/prefix/.");
    }

    private static string Required(IReadOnlyDictionary<string, string> variables, string name) =>
        variables.TryGetValue(name, out var value) && value.Length > 0
            ? value : throw new InvalidOperationException($"The variable {name} is not set; template.yaml sets it.");
}
