namespace Amazon.ElasticMapReduce.Model;

/// <summary>A step to run.</summary>
public class StepConfig
{
    public string Name { get; set; }
    public ActionOnFailure ActionOnFailure { get; set; }
    public HadoopJarStepConfig HadoopJarStep { get; set; }
    public StepMonitoringConfiguration StepMonitoringConfiguration { get; set; }
}

/// <summary>The jar of a step, its main class, arguments and Java properties.</summary>
public class HadoopJarStepConfig
{
    public List<KeyValue> Properties { get; set; }
    public string Jar { get; set; }
    public string MainClass { get; set; }
    public List<string> Args { get; set; }
}

/// <summary>A Java property.</summary>
public class KeyValue
{
    public string Key { get; set; }
    public string Value { get; set; }
}

/// <summary>Where one step's logs go.</summary>
public class StepMonitoringConfiguration
{
    public S3MonitoringConfiguration S3MonitoringConfiguration { get; set; }
}

/// <summary>An S3 place for logs, and the key they are encrypted with.</summary>
public class S3MonitoringConfiguration
{
    public string LogUri { get; set; }
    public string EncryptionKeyArn { get; set; }
}
