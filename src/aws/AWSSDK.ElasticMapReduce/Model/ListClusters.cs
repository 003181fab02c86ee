using Amazon.Runtime;

namespace Amazon.ElasticMapReduce.Model;

/// <summary>Lists clusters by creation time and state, 50 a page.</summary>
public class ListClustersRequest : AmazonElasticMapReduceRequest
{
    public DateTime? CreatedAfter { get; set; }
    public DateTime? CreatedBefore { get; set; }
    public List<string> ClusterStates { get; set; }
    public string Marker { get; set; }
}

/// <summary>A page of clusters.</summary>
public class ListClustersResponse : AmazonWebServiceResponse
{
    public List<ClusterSummary> Clusters { get; set; }
    public string Marker { get; set; }
}
