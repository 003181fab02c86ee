namespace Amazon.ElasticMapReduce.Model;

/// <summary>A cluster as ListClusters shows it.</summary>
public class ClusterSummary
{
    public string Id { get; set; }
    public string Name { get; set; }
    public ClusterStatus Status { get; set; }
    public int? NormalizedInstanceHours { get; set; }
    public string ClusterArn { get; set; }
    public string OutpostArn { get; set; }
}
