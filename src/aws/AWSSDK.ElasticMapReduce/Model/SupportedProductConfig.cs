namespace Amazon.ElasticMapReduce.Model;

/// <summary>A third-party product for old releases.</summary>
public class SupportedProductConfig
{
    public string Name { get; set; }
    public List<string> Args { get; set; }
}
