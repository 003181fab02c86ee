using Amazon.Runtime;

namespace Amazon.ElasticMapReduce.Model;

/// <summary>Removes tags from a cluster by key.</summary>
public class RemoveTagsRequest : AmazonElasticMapReduceRequest
{
    public string ResourceId { get; set; }
    public List<string> TagKeys { get; set; }
}

/// <summary>Says only that it was done.</summary>
public class RemoveTagsResponse : AmazonWebServiceResponse;
