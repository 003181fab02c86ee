using Amazon.Runtime.Internal;

namespace Amazon.ElasticMapReduce.Internal;

/// <summary>EMR's name in metrics; its operations have no other names there.</summary>
internal sealed class EmrMetadata : IServiceMetadata
{
    public string ServiceId => "EMR";

    public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>();
}
