namespace Amazon.ElasticMapReduce.Model;

/// <summary>Settings of one configuration file, such as core-site, and those nested in it.</summary>
public class Configuration
{
    public string Classification { get; set; }
    public List<Configuration> Configurations { get; set; }
    public Dictionary<string, string> Properties { get; set; }
}
