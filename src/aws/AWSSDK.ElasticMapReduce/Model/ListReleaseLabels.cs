using Amazon.Runtime;

namespace Amazon.ElasticMapReduce.Model;

/// <summary>Lists EMR releases, newest first.</summary>
public class ListReleaseLabelsRequest : AmazonElasticMapReduceRequest
{
    public ReleaseLabelFilter Filters { get; set; }
    public string NextToken { get; set; }
    public int? MaxResults { get; set; }
}

/// <summary>A page of release labels.</summary>
public class ListReleaseLabelsResponse : AmazonWebServiceResponse
{
    public List<string> ReleaseLabels { get; set; }
    public string NextToken { get; set; }
}

/// <summary>Which releases to list.</summary>
public class ReleaseLabelFilter
{
    public string Prefix { get; set; }
    public string Application { get; set; }
}
