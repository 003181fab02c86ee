using Amazon.Runtime;

namespace Amazon.ElasticMapReduce.Model;

/// <summary>Lists the instance types that a release runs on.</summary>
public class ListSupportedInstanceTypesRequest : AmazonElasticMapReduceRequest
{
    public string ReleaseLabel { get; set; }
    public string Marker { get; set; }
}

/// <summary>A page of instance types.</summary>
public class ListSupportedInstanceTypesResponse : AmazonWebServiceResponse
{
    public List<SupportedInstanceType> SupportedInstanceTypes { get; set; }
    public string Marker { get; set; }
}

/// <summary>What an instance type offers; sizes in GiB.</summary>
public class SupportedInstanceType
{
    public string Type { get; set; }
    public float? MemoryGB { get; set; }
    public int? StorageGB { get; set; }
    public int? VCPU { get; set; }
    public bool? Is64BitsOnly { get; set; }
    public string InstanceFamilyId { get; set; }
    public bool? EbsOptimizedAvailable { get; set; }
    public bool? EbsOptimizedByDefault { get; set; }
    public int? NumberOfDisks { get; set; }
    public bool? EbsStorageOnly { get; set; }
    public string Architecture { get; set; }
}
