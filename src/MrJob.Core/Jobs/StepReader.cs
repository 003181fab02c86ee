using System.Text.Json;
using MrJob.Core.Configuration;

namespace MrJob.Core.Jobs;

/// <summary>Reads a step of any type from a job's body.</summary>
internal static class StepReader
{
    private static readonly Dictionary<string, Func<JsonReader, JsonElement, string, StepSpec?>> Types = new()
    {
        ["streaming"] = StreamingStepReader.Read,
        ["jar"] = Jar,
        ["spark"] = SparkMethod,
        ["spark_script"] = (r, v, p) => Spark(r, v, p, "script"),
        ["spark_jar"] = (r, v, p) => Spark(r, v, p, "jar", "main_class"),
    };

    /// <summary>The names of all types.</summary>
    public static IEnumerable<string> TypeNames => Types.Keys;

    public static StepSpec? Read(JsonReader reader, JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String)
            reader.Fault(path, $"must be an object with a type: {string.Join(", ", Types.Keys)}");
        else if (Types.TryGetValue(type.GetString()!, out var read))
            return read(reader, value, path);
        else
            reader.Fault(path + ".type", NearestName.Unknown(type.GetString()!, Types.Keys));
        return null;
    }

    private static StepSpec? Jar(JsonReader reader, JsonElement value, string path)
    {
        if (reader.Members(value, path, "type", "jar", "main_class", "args", "jobconf") is not { } members)
            return null;
        var fields = new MemberReader(reader, members, path);
        return fields.Required("jar") is not { } jar ? null : new JarStepSpec
        {
            Jar = jar, MainClass = fields.Text("main_class"), Args = fields.Texts("args"), Jobconf = fields.TextMap("jobconf"),
        };
    }

    private static StepSpec? Spark(JsonReader reader, JsonElement value, string path, string application, params string[] more)
    {
        if (reader.Members(value, path, ["type", application, "args", "spark_args", "jobconf", .. more]) is not { } members)
            return null;
        var fields = new MemberReader(reader, members, path);
        return fields.Required(application) is not { } name ? null : new SparkStepSpec
        {
            Application = name, MainClass = fields.Text("main_class"), Args = fields.Texts("args"), SparkArgs = fields.Texts("spark_args"),
            Jobconf = fields.TextMap("jobconf"),
        };
    }

    private static StepSpec? SparkMethod(JsonReader reader, JsonElement value, string path)
    {
        if (reader.Members(value, path, "type", "spark_args", "jobconf") is not { } members)
            return null;
        var fields = new MemberReader(reader, members, path);
        return new SparkMethodStepSpec { SparkArgs = fields.Texts("spark_args"), Jobconf = fields.TextMap("jobconf") };
    }
}
