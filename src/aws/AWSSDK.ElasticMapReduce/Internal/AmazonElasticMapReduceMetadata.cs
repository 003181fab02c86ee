using Amazon.Runtime.Internal;

namespace Amazon.ElasticMapReduce.Internal;

/// <summary>EMR's name in metrics; its operations have no other names there.</summary>
public class AmazonElasticMapReduceMetadata : IServiceMetadata
{
    public string ServiceId => "EMR";

    public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>();
}
