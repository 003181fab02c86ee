using System.Text.Json;
using System.Text.Json.Serialization;

namespace Amazon.ElasticMapReduce.Internal;

/// <summary>
/// Times are seconds since 1970 in UTC: EMR answers with fractions, and AWS's .NET clients ask in whole seconds, cutting fractions off.
/// </summary>
internal sealed class EpochSecondsConverter : JsonConverter<DateTime>
{
    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        DateTime.UnixEpoch.AddTicks((long)(reader.GetDecimal() * TimeSpan.TicksPerSecond));

    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) =>
        writer.WriteNumberValue((long)Math.Floor((value.ToUniversalTime() - DateTime.UnixEpoch).TotalSeconds));
}
