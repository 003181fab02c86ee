using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MrJob.Local.Events;

/// <summary>
/// Events that wait for their targets: one file each, named by the time it came, so that the names' order is the events'.
/// A file appears whole or not at all. It is not forced to the disk: it survives the process, not the machine's power.
/// </summary>
internal sealed class EventSpool
{
    private readonly string _folder;
    private readonly TimeProvider _time;

    /// <summary>Opens the folder, or makes it, and removes what a process left behind that died while it wrote.</summary>
    public EventSpool(string folder, TimeProvider time)
    {
        (_folder, _time) = (folder, time);
        Directory.CreateDirectory(folder);
        foreach (var half in Directory.EnumerateFiles(folder, "*.tmp"))
            File.Delete(half);
    }

    /// <summary>Writes the event down. Returns its file.</summary>
    public string Add(byte[] envelope)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{_time.GetUtcNow().UtcTicks:D19}-{Guid.NewGuid():N}");
        var (half, file) = (Path.Combine(_folder, name + ".tmp"), Path.Combine(_folder, name + ".json"));
        File.WriteAllBytes(half, envelope);
        File.Move(half, file);
        return file;
    }

    /// <summary>The files of the events that wait now, the oldest first.</summary>
    public IReadOnlyList<string> List() => [.. Directory.EnumerateFiles(_folder, "*.json").Order(StringComparer.Ordinal)];

    /// <summary>The event in the file, or null when it holds none: then the file has been set aside, as <c>*.damaged</c>.</summary>
    public static JsonObject? Read(string file)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllBytes(file)) as JsonObject ?? SetAside(file);
        }
        catch (JsonException)
        {
            return SetAside(file);
        }
    }

    public static void Remove(string file) => File.Delete(file);

    private static JsonObject? SetAside(string file)
    {
        File.Move(file, file + ".damaged", overwrite: true);
        return null;
    }
}
