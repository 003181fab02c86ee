namespace Amazon.ElasticMapReduce.Model;

/// <summary>An application to install, such as Hadoop or Spark, and on older releases its arguments.</summary>
public class Application
{
    public string Name { get; set; }
    public string Version { get; set; }
    public List<string> Args { get; set; }
    public Dictionary<string, string> AdditionalInfo { get; set; }
}
