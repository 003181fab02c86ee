using System.Reflection;

namespace MrJob.Aws.Tests;

/// <summary>
/// The public members of an assembly as lines of text, and the members that <c>surface.txt</c> of a test project lists: those of the
/// official package that may be used. In that file a line without indent is a type and the indented ones after it are its members.
/// </summary>
internal static class Surface
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>Listed, but missing from the assembly: code that the official package takes would not compile.</summary>
    public static string[] MissingFrom(Assembly assembly) => [.. Listed().Except(Of(assembly))];

    /// <summary>Public in the stand-in, but not listed: code could use it that the official package refuses.</summary>
    public static string[] UnlistedIn(Assembly assembly)
    {
        Assert.SkipUnless(IsStandIn(assembly), "The official package may have more than we use.");
        return [.. Of(assembly).Except(Listed())];
    }

    private static bool IsStandIn(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyCompanyAttribute>()?.Company == "MrJob.Serverless contributors";

    private static IEnumerable<string> Listed()
    {
        using var file = new StreamReader(typeof(Surface).Assembly.GetManifestResourceStream("surface.txt")!);
        var type = "";
        while (file.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != ' ')
                yield return type = line;
            else if (line.Length > 0)
                yield return $"{type}: {line.Trim()}";
        }
    }

    private static IEnumerable<string> Of(Assembly assembly) =>
        from type in assembly.GetExportedTypes()
        from line in Members(type).Where(m => m is not null).Distinct().Select(m => $"{Header(type)}: {m}").Prepend(Header(type))
        select line;

    private static string Header(Type type)
    {
        var name = $"{type.Namespace}.{Name(type)}";
        var parent = type.BaseType is { } b && b != typeof(object) && b != typeof(ValueType) && !type.IsEnum ? $" : {Name(b)}" : "";
        var kind = type switch
        {
            { IsEnum: true } => "enum",
            { IsInterface: true } => "interface",
            { IsAbstract: true, IsSealed: true } => "static class",
            { IsAbstract: true } => "abstract class",
            { IsSealed: true } => "sealed class",
            _ => "class",
        };
        return $"{kind} {name}{parent}";
    }

    private static IEnumerable<string?> Members(Type type) => type.GetMembers(Declared).Select(member => member switch
    {
        FieldInfo { IsLiteral: true } f when type.IsEnum => $"{f.Name} = {Convert.ToInt32(f.GetRawConstantValue())}",
        FieldInfo { IsPublic: true, IsSpecialName: false } f => $"{Static(f.IsStatic)}{Name(f.FieldType)} {f.Name}",
        ConstructorInfo { IsStatic: false } c when IsVisible(c) => $"{Access(c)}new({Parameters(c)})",
        PropertyInfo p when p.GetMethod is { } get && IsVisible(get) && !IsOverride(get) =>
            $"{Access(get)}{Static(get.IsStatic)}{Name(p.PropertyType)} {p.Name} {{ get;{Setter(p)} }}",
        MethodInfo m when IsVisible(m) && !IsOverride(m) && (!m.IsSpecialName || m.Name == "op_Implicit") =>
            $"{Access(m)}{Static(m.IsStatic)}{Name(m.ReturnType)} {m.Name}{TypeParameters(m)}({Parameters(m)})",
        _ => null,
    });

    private static string Setter(PropertyInfo property) => property.SetMethod is { } set && IsVisible(set) ? " set;" : "";

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily;

    private static bool IsOverride(MethodInfo method) => method.GetBaseDefinition() != method;

    private static string Access(MethodBase method) => method.IsFamily ? "protected " : "";

    private static string Static(bool isStatic) => isStatic ? "static " : "";

    private static string TypeParameters(MethodInfo method) =>
        method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(p => Name(p.ParameterType)));

    private static string Name(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } value)
            return Name(value) + "?";
        if (type.IsArray)
            return Name(type.GetElementType()!) + "[]";
        if (type.IsGenericParameter)
            return type.Name;
        var name = type.IsNested ? $"{Name(type.DeclaringType!)}.{type.Name}" : Keyword(type);
        return type.IsGenericType ? $"{name[..name.IndexOf('`')]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : name;
    }

    private static string Keyword(Type type) => type.FullName switch
    {
        "System.String" => "string",
        "System.Int32" => "int",
        "System.Int64" => "long",
        "System.Double" => "double",
        "System.Single" => "float",
        "System.Boolean" => "bool",
        "System.Byte" => "byte",
        "System.Object" => "object",
        "System.Void" => "void",
        _ => type.Name,
    };
}
