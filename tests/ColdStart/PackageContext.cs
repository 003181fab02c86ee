using System.Reflection;
using System.Runtime.Loader;

namespace MrJob.ColdStart;

/// <summary>The assemblies of a function's package.</summary>
internal sealed class PackageContext(string main) : AssemblyLoadContext("package")
{
    private readonly AssemblyDependencyResolver _resolver = new(main);

    protected override Assembly? Load(AssemblyName name) => _resolver.ResolveAssemblyToPath(name) is { } path ? LoadFromAssemblyPath(path) : null;
}

/// <summary>An invocation's context with plenty of time: whatever interface of it the package has.</summary>
public class ContextProxy : DispatchProxy
{
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod?.ReturnType switch
    {
        { } type when type == typeof(TimeSpan) => TimeSpan.FromSeconds(29),
        { } type when type == typeof(string) => "benchmark",
        { } type when type == typeof(int) => 1024,
        _ => null,
    };
}
