using System.Text;
using Xunit.Sdk;

namespace MrJob.Local.Tests.Streaming;

/// <summary>
/// A streaming job and the part files that Hadoop makes of it. What is expected was worked out by hand from Hadoop's rules (see
/// <see cref="StreamingCases"/>), and is no copy of what this engine gives.
/// </summary>
public sealed class StreamingCase : IXunitSerializable
{
    private readonly Dictionary<string, byte[]> input = [];
    private readonly List<string> parts = [];

    public string Name { get; private set; } = "";

    public IReadOnlyList<string> Args { get; private set; } = [];

    /// <summary>By the key under s3://data/in/.</summary>
    public IReadOnlyDictionary<string, byte[]> Input => input;

    /// <summary>The content of part-00000, part-00001 and so on.</summary>
    public IReadOnlyList<string> Parts => parts;

    public static StreamingCase Of(string name, params string[] args) => new() { Name = name, Args = args };

    public StreamingCase Reads(string key, string text) => Reads(key, Encoding.UTF8.GetBytes(text));

    public StreamingCase Reads(string key, byte[] content)
    {
        input.Add(key, content);
        return this;
    }

    public StreamingCase Gives(params string[] contents)
    {
        parts.AddRange(contents);
        return this;
    }

    public void Deserialize(IXunitSerializationInfo info)
    {
        var found = StreamingCases.All.Single(streaming => streaming.Name == info.GetValue<string>(nameof(Name)));
        (Name, Args) = (found.Name, found.Args);
        foreach (var (key, content) in found.input)
            input.Add(key, content);
        parts.AddRange(found.parts);
    }

    public void Serialize(IXunitSerializationInfo info) => info.AddValue(nameof(Name), Name);

    public override string ToString() => Name;
}
