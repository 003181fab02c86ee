using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal.Endpoints.StandardLibrary;

namespace Amazon.ElasticMapReduce.Internal;

/// <summary>EMR's endpoint rules, as AWS publishes them: a URL of the caller's own, else the region's host.</summary>
internal sealed class EmrEndpointProvider : IEndpointProvider
{
    public Endpoint ResolveEndpoint(EndpointParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var fips = parameters["UseFIPS"] is true;
        var dualStack = parameters["UseDualStack"] is true;
        if (parameters["Endpoint"] is string { Length: > 0 } url)
            return new Endpoint(Custom(url, fips, dualStack));
        if (parameters["Region"] is not string { Length: > 0 } region)
            throw new AmazonClientException("Invalid Configuration: Missing Region");
        return new Endpoint("https://" + Host(region, Fn.Partition(region), fips, dualStack));
    }

    private static string Custom(string url, bool fips, bool dualStack)
    {
        if (fips)
            throw new AmazonClientException("Invalid Configuration: FIPS and custom endpoint are not supported");
        if (dualStack)
            throw new AmazonClientException("Invalid Configuration: Dualstack and custom endpoint are not supported");
        return url;
    }

    private static string Host(string region, Partition partition, bool fips, bool dualStack)
    {
        if (fips && dualStack && !(partition.supportsFIPS && partition.supportsDualStack))
            throw new AmazonClientException("FIPS and DualStack are enabled, but this partition does not support one or both");
        if (fips && !partition.supportsFIPS)
            throw new AmazonClientException("FIPS is enabled but this partition does not support FIPS");
        if (dualStack && !partition.supportsDualStack)
            throw new AmazonClientException("DualStack is enabled but this partition does not support DualStack");

        // GovCloud's ordinary hosts are FIPS hosts.
        var fipsHost = fips && (dualStack || partition.name != "aws-us-gov");
        var suffix = dualStack ? partition.dualStackDnsSuffix : partition.dnsSuffix;
        return $"elasticmapreduce{(fipsHost ? "-fips" : "")}.{region}.{suffix}";
    }
}
