using Amazon.Runtime;

namespace Amazon.ElasticMapReduce.Model;

/// <summary>Changes how many steps a cluster runs at once.</summary>
public class ModifyClusterRequest : AmazonElasticMapReduceRequest
{
    public string ClusterId { get; set; }
    public int? StepConcurrencyLevel { get; set; }
    public bool? ExtendedSupport { get; set; }
}

/// <summary>The settings now in force.</summary>
public class ModifyClusterResponse : AmazonWebServiceResponse
{
    public int? StepConcurrencyLevel { get; set; }
    public bool? ExtendedSupport { get; set; }
}
