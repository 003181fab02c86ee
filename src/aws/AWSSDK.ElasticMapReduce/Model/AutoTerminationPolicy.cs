namespace Amazon.ElasticMapReduce.Model;

/// <summary>How many seconds (60 to 604,800) a cluster may be idle.</summary>
public class AutoTerminationPolicy
{
    public long? IdleTimeout { get; set; }
}
