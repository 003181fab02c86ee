using Amazon.Runtime;

namespace Amazon.ElasticMapReduce;

/// <summary>The kinds of logs that may be uploaded.</summary>
public class LogType(string value) : ConstantClass(value)
{
    public static readonly LogType SystemLogs = new("system-logs");
    public static readonly LogType ApplicationLogs = new("application-logs");
    public static readonly LogType PersistentUiLogs = new("persistent-ui-logs");

    public static LogType FindValue(string value) => FindValue<LogType>(value);

    public static implicit operator LogType(string value) => FindValue(value);
}

/// <summary>Where a kind of log is uploaded to.</summary>
public class LogUploadPolicyValue(string value) : ConstantClass(value)
{
    public static readonly LogUploadPolicyValue EmrManaged = new("emr-managed");
    public static readonly LogUploadPolicyValue OnCustomerS3only = new("on-customer-s3only");
    public static readonly LogUploadPolicyValue Disabled = new("disabled");

    public static LogUploadPolicyValue FindValue(string value) => FindValue<LogUploadPolicyValue>(value);

    public static implicit operator LogUploadPolicyValue(string value) => FindValue(value);
}
