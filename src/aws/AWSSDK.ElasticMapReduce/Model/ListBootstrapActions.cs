using Amazon.Runtime;

namespace Amazon.ElasticMapReduce.Model;

/// <summary>Lists the bootstrap actions of a cluster.</summary>
public class ListBootstrapActionsRequest : AmazonElasticMapReduceRequest
{
    public string ClusterId { get; set; }
    public string Marker { get; set; }
}

/// <summary>A page of bootstrap actions.</summary>
public class ListBootstrapActionsResponse : AmazonWebServiceResponse
{
    public List<Command> BootstrapActions { get; set; }
    public string Marker { get; set; }
}

/// <summary>A bootstrap action as EMR recorded it.</summary>
public class Command
{
    public string Name { get; set; }
    public string ScriptPath { get; set; }
    public List<string> Args { get; set; }
}
