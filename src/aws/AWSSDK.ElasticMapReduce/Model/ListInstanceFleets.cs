using Amazon.Runtime;

namespace Amazon.ElasticMapReduce.Model;

/// <summary>Lists the instance fleets of a cluster.</summary>
public class ListInstanceFleetsRequest : AmazonElasticMapReduceRequest
{
    public string ClusterId { get; set; }
    public string Marker { get; set; }
}

/// <summary>A page of instance fleets.</summary>
public class ListInstanceFleetsResponse : AmazonWebServiceResponse
{
    public List<InstanceFleet> InstanceFleets { get; set; }
    public string Marker { get; set; }
}
