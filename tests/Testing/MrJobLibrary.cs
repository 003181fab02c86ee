using System.Diagnostics;

namespace MrJob.Testing;

/// <summary>The Python library mrjob that jobs of the tests use: the real one where it is installed, and else our stand-in beside this file.</summary>
public static class MrJobLibrary
{
    private static readonly Lazy<bool> IsInstalled = new(() => Imports(Peers.Python));

    /// <summary>Lets every Python that this process starts from now on find a library. Skips the test when there is no Python.</summary>
    public static void Use()
    {
        _ = Peers.Python; // here and not in the lazy value, so that every test is skipped and not only the first
        if (!IsInstalled.Value)
            Environment.SetEnvironmentVariable("PYTHONPATH", StandIn());
        Environment.SetEnvironmentVariable("PYTHONDONTWRITEBYTECODE", "1");
    }

    private static bool Imports(string python)
    {
        using var import = Process.Start(new ProcessStartInfo(python, ["-c", "import mrjob.job"]) { RedirectStandardError = true })!;
        import.StandardError.ReadToEnd();
        import.WaitForExit();
        return import.ExitCode == 0;
    }

    private static string StandIn()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "MrJob.Serverless.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside of their checkout.");
        return Path.Combine(folder.FullName, "tests", "Testing", "python");
    }
}
