using Amazon.Runtime;

namespace Amazon.ElasticMapReduce.Internal;

/// <summary>The connect time-outs and the retry mode that AWS recommends, by <see cref="DefaultConfigurationMode"/>.</summary>
internal static class EmrDefaultConfiguration
{
    public static IEnumerable<IDefaultConfiguration> All() =>
    [
        Of(DefaultConfigurationMode.Standard, connectMilliseconds: 3100),
        Of(DefaultConfigurationMode.InRegion, connectMilliseconds: 1100),
        Of(DefaultConfigurationMode.CrossRegion, connectMilliseconds: 3100),
        Of(DefaultConfigurationMode.Mobile, connectMilliseconds: 30000),
        Of(DefaultConfigurationMode.Auto, connectMilliseconds: 1100),
    ];

    private static DefaultConfiguration Of(DefaultConfigurationMode mode, int connectMilliseconds) => new()
    {
        Name = mode,
        RetryMode = RequestRetryMode.Standard,
        S3UsEast1RegionalEndpoint = S3UsEast1RegionalEndpointValue.Regional,
        ConnectTimeout = TimeSpan.FromMilliseconds(connectMilliseconds),
        TlsNegotiationTimeout = TimeSpan.FromMilliseconds(connectMilliseconds),
    };
}
