using Amazon.ElasticMapReduce.Internal;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util.Internal;

namespace Amazon.ElasticMapReduce;

/// <summary>
/// Where and how to call EMR. The endpoint is the first of: <c>ServiceURL</c>, <c>AWS_ENDPOINT_URL_EMR</c>,
/// <c>AWS_ENDPOINT_URL</c>, the profile's <c>endpoint_url</c>, and the region's own. Setting <c>ServiceURL</c> clears the
/// region, so <c>AuthenticationRegion</c> then says which region to sign for.
/// </summary>
public class AmazonElasticMapReduceConfig : ClientConfig
{
    private static readonly string ThisUserAgent = InternalSDKUtils.BuildUserAgentString("EMR", "4.0.0");

    public AmazonElasticMapReduceConfig()
        : base(new DefaultConfigurationProvider(EmrDefaultConfiguration.All()))
    {
        base.ServiceId = ServiceId;
        AuthenticationServiceName = "elasticmapreduce";
        EndpointProvider = new EmrEndpointProvider();
    }

    /// <summary>The name of EMR in environment variables and profiles: <c>AWS_ENDPOINT_URL_EMR</c>.</summary>
    public static new string ServiceId => "EMR";

    public override string RegionEndpointServiceName => "elasticmapreduce";

    public override string ServiceVersion => "2009-03-31";

    public override string UserAgent => ThisUserAgent;

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        EndpointProvider.ResolveEndpoint(new EmrEndpointParameters
        {
            Region = RegionEndpoint?.SystemName,
            UseDualStack = UseDualstackEndpoint,
            UseFIPS = UseFIPSEndpoint,
            Endpoint = ServiceURL,
        });
}
