using Amazon.Runtime;

namespace Amazon.ElasticMapReduce.Model;

/// <summary>Shows clusters to every principal of the account, or hides them.</summary>
public class SetVisibleToAllUsersRequest : AmazonElasticMapReduceRequest
{
    public List<string> JobFlowIds { get; set; }
    public bool? VisibleToAllUsers { get; set; }
}

/// <summary>Says only that it was done.</summary>
public class SetVisibleToAllUsersResponse : AmazonWebServiceResponse;
