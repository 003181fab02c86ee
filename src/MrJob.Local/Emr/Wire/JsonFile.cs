using System.Text.Json;

namespace MrJob.Local.Emr.Wire;

/// <summary>JSON on disk. A file is replaced by renaming: it is the old one or the new one, never a mix.</summary>
internal static class JsonFile
{
    /// <param name="remedy">What to do about a file that cannot be read.</param>
    /// <exception cref="InvalidDataException">It is not what <see cref="Write"/> writes; the message names it.</exception>
    public static T Read<T>(string path, string remedy)
    {
        try
        {
            return (T)JsonSerializer.Deserialize(File.ReadAllBytes(path), typeof(T), EmrJson.Default)!;
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path} is not a file of the local EMR: {e.Message} {remedy}", e);
        }
    }

    public static void Write<T>(string path, T content)
    {
        var unfinished = path + ".new";
        File.WriteAllBytes(unfinished, JsonSerializer.SerializeToUtf8Bytes(content, typeof(T), EmrJson.Default));
        File.Move(unfinished, path, overwrite: true);
    }
}
