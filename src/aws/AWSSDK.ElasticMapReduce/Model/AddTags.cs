using Amazon.Runtime;

namespace Amazon.ElasticMapReduce.Model;

/// <summary>Adds tags to a cluster, or changes their values.</summary>
public class AddTagsRequest : AmazonElasticMapReduceRequest
{
    public string ResourceId { get; set; }
    public List<Tag> Tags { get; set; }
}

/// <summary>Says only that it was done.</summary>
public class AddTagsResponse : AmazonWebServiceResponse;
