namespace Amazon.ElasticMapReduce.Model;

/// <summary>Where a cluster's logs go, beside its LogUri.</summary>
public class MonitoringConfiguration
{
    public CloudWatchLogConfiguration CloudWatchLogConfiguration { get; set; }
    public S3LoggingConfiguration S3LoggingConfiguration { get; set; }
}

/// <summary>The log group that logs are sent to.</summary>
public class CloudWatchLogConfiguration
{
    public bool? Enabled { get; set; }
    public string LogGroupName { get; set; }
    public string LogStreamNamePrefix { get; set; }
    public string EncryptionKeyArn { get; set; }
    public Dictionary<string, List<string>> LogTypes { get; set; }
}

/// <summary>What is uploaded to S3, by kind of log.</summary>
public class S3LoggingConfiguration
{
    public Dictionary<string, string> LogTypeUploadPolicy { get; set; }
}
