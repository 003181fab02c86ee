using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MrJob.Local.Emr.Wire;

/// <summary>Times as AWS's JSON protocols write them: seconds since 1970 in UTC, with the milliseconds as a fraction.</summary>
internal sealed class EpochSeconds : JsonConverter<DateTimeOffset>
{
    // The seconds of DateTimeOffset.MinValue and MaxValue.
    private const double Earliest = -62135596800, Latest = 253402300799;

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var seconds) && seconds is >= Earliest and <= Latest)
            return DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Round(seconds * 1000));
        if (reader.TokenType == JsonTokenType.String && DateTimeOffset.TryParse(
                reader.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            return time;
        throw new JsonException("A time is seconds since 1970, as a number.");
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value.ToUnixTimeMilliseconds() / 1000m);
}
