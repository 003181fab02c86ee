using System.Diagnostics;
using Xunit;

namespace MrJob.Testing;

/// <summary>
/// Programs that are not part of .NET and that some tests compare us with. Where one is missing its tests are skipped and say
/// how to install it; where <c>MRJOB_REQUIRE_PEERS</c> is set, as in our CI, a missing peer fails the test instead.
/// </summary>
public static class Peers
{
    /// <summary>The path of moto's server, an independent emulator of AWS.</summary>
    public static string MotoServer => Require("moto_server", "pip install 'moto[server]'");

    /// <summary>The path of the AWS command line.</summary>
    public static string AwsCli => Require("aws", "pip install awscli");

    /// <summary>The path of CloudFormation's linter.</summary>
    public static string CfnLint => Require("cfn-lint", "pip install cfn-lint");

    /// <summary>The path of an independent validator of OpenAPI documents.</summary>
    public static string OpenApiValidator => Require("openapi-spec-validator", "pip install 'moto[server]', which brings it");

    /// <summary>The path of Python 3, which the Python examples need.</summary>
    public static string Python => Require("python3", "install Python 3 with your system's package manager");

    /// <summary>The path of bash, which not every system has beside sh.</summary>
    public static string Bash => Require("bash", "install bash with your system's package manager");

    /// <summary>The path of a Python 3 that has boto3.</summary>
    public static string PythonWithBoto3 => PythonWith("boto3", "pip install boto3");

    /// <summary>The path of a Python 3 that has boto3 and SAM's own translator, which comes with CloudFormation's linter.</summary>
    public static string PythonWithSam => PythonWith("boto3, samtranslator", "pip install boto3 aws-sam-translator");

    private static string PythonWith(string modules, string howToInstall)
    {
        using var import = Process.Start(new ProcessStartInfo(Python, ["-c", $"import {modules}"]) { RedirectStandardError = true })!;
        import.StandardError.ReadToEnd();
        import.WaitForExit();
        return import.ExitCode == 0 ? Python : Miss($"Python lacks one of {modules}. To run this test: {howToInstall}");
    }

    private static string Require(string program, string howToInstall) =>
        Find(program) ?? Miss($"{program} is not on the PATH. To run this test: {howToInstall}");

    /// <summary>Skips the test, or fails it where peers are required.</summary>
    private static string Miss(string missing)
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("MRJOB_REQUIRE_PEERS")))
            Assert.Skip(missing);
        Assert.Fail(missing);
        return missing;
    }

    private static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}
