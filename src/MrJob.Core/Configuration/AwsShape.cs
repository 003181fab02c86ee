using System.Collections;
using System.Reflection;
using System.Text.Json;
using Amazon.Runtime;

namespace MrJob.Core.Configuration;

/// <summary>
/// Reads EMR's own structures from JSON with AWS's member names, such as the items of <c>instance_fleets</c>. The SDK's model classes have
/// one property for each member, so reflection over them knows every shape that the SDK knows.
/// </summary>
internal static class AwsShape
{
    /// <summary>A list of structures, or null and its faults.</summary>
    public static List<T>? ReadList<T>(JsonReader reader, JsonElement value, string path)
        where T : class, new() => (List<T>?)Read(reader, typeof(List<T>), value, path);

    /// <summary>Sets the member at a dotted path such as <c>Instances.Placement.AvailabilityZone</c>; null takes away what is there.</summary>
    public static void Set(JsonReader reader, object root, string member, JsonElement value, string path)
    {
        var names = member.Split('.');
        foreach (var name in names[..^1])
        {
            if (Property(reader, root.GetType(), name, path) is not { } property)
                return;
            if (!IsStructure(property.PropertyType))
            {
                reader.Fault(path, $"goes through {name}, which has no members");
                return;
            }
            if (property.GetValue(root) is not { } child)
                property.SetValue(root, child = Activator.CreateInstance(property.PropertyType)!);
            root = child;
        }
        if (Property(reader, root.GetType(), names[^1], path) is not { } last)
            return;
        if (value.ValueKind == JsonValueKind.Null)
            last.SetValue(root, null);
        else if (Read(reader, last.PropertyType, value, path) is { } read)
            last.SetValue(root, read);
    }

    private static object? Read(JsonReader reader, Type type, JsonElement value, string path)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string))
            return value.ValueKind is JsonValueKind.Number ? value.GetRawText() : reader.Text(value, path);
        if (type == typeof(bool))
            return reader.Boolean(value, path);
        if (type == typeof(int) || type == typeof(long) || type == typeof(double))
            return Number(reader, type, value, path);
        if (type.IsSubclassOf(typeof(ConstantClass)))
            return reader.Text(value, path) is { } text ? Activator.CreateInstance(type, text) : null;
        if (type == typeof(Dictionary<string, string>))
            return reader.TextMap(value, path) is { } map ? new Dictionary<string, string>(map) : null;
        return type.IsGenericType ? Items(reader, type, value, path) : Structure(reader, type, value, path);
    }

    private static object? Number(JsonReader reader, Type type, JsonElement value, string path)
    {
        if (value.ValueKind == JsonValueKind.Number)
        {
            if (type == typeof(double))
                return value.GetDouble();
            if (type == typeof(int) && value.TryGetInt32(out var small))
                return small;
            if (type == typeof(long) && value.TryGetInt64(out var large))
                return large;
        }
        reader.Wrong(value, path, type == typeof(double) ? "a number" : "a whole number");
        return null;
    }

    private static IList? Items(JsonReader reader, Type type, JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            reader.Wrong(value, path, "a list");
            return null;
        }
        var list = (IList)Activator.CreateInstance(type)!;
        var item = type.GetGenericArguments()[0];
        var index = 0;
        foreach (var element in value.EnumerateArray())
        {
            if (Read(reader, item, element, JsonReader.Item(path, index++)) is { } read)
                list.Add(read);
        }
        return list.Count == index ? list : null;
    }

    private static object? Structure(JsonReader reader, Type type, JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            reader.Wrong(value, path, $"an object, EMR's {type.Name}");
            return null;
        }
        var structure = Activator.CreateInstance(type)!;
        var good = true;
        foreach (var member in value.EnumerateObject())
        {
            var where = JsonReader.Child(path, member.Name);
            var read = Property(reader, type, member.Name, where) is { } property && Read(reader, property.PropertyType, member.Value, where) is { } found
                && Assign(property, structure, found);
            good &= read;
        }
        return good ? structure : null;
    }

    private static bool Assign(PropertyInfo property, object structure, object value)
    {
        property.SetValue(structure, value);
        return true;
    }

    private static PropertyInfo? Property(JsonReader reader, Type type, string name, string path)
    {
        // The base classes' properties are the SDK's own, not members of the call.
        var members = type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(p => p.CanWrite).ToList();
        if (members.Find(p => p.Name == name) is { } property)
            return property;
        reader.Fault(path, $"'{name}' {NearestName.Unknown(name, members.Select(p => p.Name))}");
        return null;
    }

    private static bool IsStructure(Type type) => type.IsClass && !type.IsGenericType && type != typeof(string) && !type.IsSubclassOf(typeof(ConstantClass));
}
