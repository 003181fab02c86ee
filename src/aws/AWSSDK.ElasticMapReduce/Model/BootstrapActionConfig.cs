namespace Amazon.ElasticMapReduce.Model;

/// <summary>A script that every node runs before its applications start.</summary>
public class BootstrapActionConfig
{
    public string Name { get; set; }
    public ScriptBootstrapActionConfig ScriptBootstrapAction { get; set; }
}

/// <summary>Where a bootstrap script is, and its arguments.</summary>
public class ScriptBootstrapActionConfig
{
    public string Path { get; set; }
    public List<string> Args { get; set; }
}
