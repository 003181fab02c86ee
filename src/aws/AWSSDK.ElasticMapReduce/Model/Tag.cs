namespace Amazon.ElasticMapReduce.Model;

/// <summary>A tag of a cluster.</summary>
public class Tag
{
    public string Key { get; set; }
    public string Value { get; set; }
}
