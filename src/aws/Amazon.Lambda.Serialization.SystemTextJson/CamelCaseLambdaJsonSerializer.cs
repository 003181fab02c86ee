using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Amazon.Lambda.Serialization.SystemTextJson;

/// <summary>Serializes any type by reflection, and writes names in camel case.</summary>
[RequiresUnreferencedCode("It reads types by reflection; a trimmed function needs SourceGeneratorLambdaJsonSerializer.")]
public class CamelCaseLambdaJsonSerializer()
    : DefaultLambdaJsonSerializer(options => options.PropertyNamingPolicy = new AwsNamingPolicy(JsonNamingPolicy.CamelCase));
