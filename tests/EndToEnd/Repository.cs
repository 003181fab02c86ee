using System.Reflection;

namespace MrJob.EndToEnd;

/// <summary>Where things are in the checkout that the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The built command, of the configuration that the tests were built with.</summary>
    public static string MrJob { get; } = Path.Combine(
        Root, "src", "MrJob.Cli", "bin", Configuration, "net10.0", OperatingSystem.IsWindows() ? "mrjob.exe" : "mrjob");

    private static string Configuration => typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(a => a.Key == "Configuration").Value!;

    public static string File(string path) => Path.Combine(Root, path);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!System.IO.File.Exists(Path.Combine(folder.FullName, "MrJob.Serverless.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside of their checkout.");
        return folder.FullName;
    }
}
