using Amazon.Runtime;

namespace Amazon.ElasticMapReduce.Model;

/// <summary>Asks for everything EMR knows of one cluster.</summary>
public class DescribeClusterRequest : AmazonElasticMapReduceRequest
{
    public string ClusterId { get; set; }
}

/// <summary>One cluster.</summary>
public class DescribeClusterResponse : AmazonWebServiceResponse
{
    public Cluster Cluster { get; set; }
}
