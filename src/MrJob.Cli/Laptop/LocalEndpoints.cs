using System.Text.Json;
using System.Text.Json.Nodes;

namespace MrJob.Cli.Laptop;

/// <summary>Where the service of a data folder answers; other commands on the same folder read it to join.</summary>
internal sealed record LocalEndpoints(Uri Api, Uri Aws)
{
    private static string FileOf(string dataDir) => Path.Combine(dataDir, "endpoints.json");

    /// <summary>What the running service wrote; null when there is nothing to read yet.</summary>
    public static LocalEndpoints? Read(string dataDir)
    {
        try
        {
            var json = JsonNode.Parse(File.ReadAllText(FileOf(dataDir)));
            return json?["api"]?.ToString() is { } api && json["aws"]?.ToString() is { } aws ? new(new(api), new(aws)) : null;
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Written whole, then renamed: a reader never sees half of it.</summary>
    public void Write(string dataDir)
    {
        var file = FileOf(dataDir);
        File.WriteAllText(file + ".new", new JsonObject { ["api"] = Api.ToString(), ["aws"] = Aws.ToString() }.ToJsonString());
        File.Move(file + ".new", file, overwrite: true);
    }

    public static void Remove(string dataDir) => File.Delete(FileOf(dataDir));
}
