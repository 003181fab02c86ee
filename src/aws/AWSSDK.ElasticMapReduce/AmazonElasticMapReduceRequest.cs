using Amazon.Runtime;

namespace Amazon.ElasticMapReduce;

/// <summary>What every request to EMR is.</summary>
public class AmazonElasticMapReduceRequest : AmazonWebServiceRequest;
