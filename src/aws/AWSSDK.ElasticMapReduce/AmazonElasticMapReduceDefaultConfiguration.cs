using System.Collections.ObjectModel;
using Amazon.Runtime;

namespace Amazon.ElasticMapReduce;

/// <summary>The time-outs and retry modes that AWS recommends, by <see cref="DefaultConfigurationMode"/>.</summary>
public static class AmazonElasticMapReduceDefaultConfiguration
{
    public static IDefaultConfiguration Standard { get; } = Configuration(DefaultConfigurationMode.Standard, connectMilliseconds: 3100);
    public static IDefaultConfiguration InRegion { get; } = Configuration(DefaultConfigurationMode.InRegion, connectMilliseconds: 1100);
    public static IDefaultConfiguration CrossRegion { get; } = Configuration(DefaultConfigurationMode.CrossRegion, connectMilliseconds: 3100);
    public static IDefaultConfiguration Mobile { get; } = Configuration(DefaultConfigurationMode.Mobile, connectMilliseconds: 30000);
    public static IDefaultConfiguration Auto { get; } = Configuration(DefaultConfigurationMode.Auto, connectMilliseconds: 1100);

    public static ReadOnlyCollection<IDefaultConfiguration> GetAllConfigurations() =>
        new([Standard, InRegion, CrossRegion, Mobile, Auto]);

    private static DefaultConfiguration Configuration(DefaultConfigurationMode mode, int connectMilliseconds) => new()
    {
        Name = mode,
        RetryMode = RequestRetryMode.Standard,
        S3UsEast1RegionalEndpoint = S3UsEast1RegionalEndpointValue.Regional,
        ConnectTimeout = TimeSpan.FromMilliseconds(connectMilliseconds),
        TlsNegotiationTimeout = TimeSpan.FromMilliseconds(connectMilliseconds),
    };
}
