using System.Reflection;

namespace MrJob.Core;

/// <summary>Which release of this software runs.</summary>
internal static class ServiceVersion
{
    /// <summary>Such as <c>0.4.0</c>, without the commit.</summary>
    public static string Current { get; } =
        typeof(ServiceVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
