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

    /// <summary>The path of Python 3, which the Python examples need.</summary>
    public static string Python => Require("python3", "install Python 3 with your system's package manager");

    private static string Require(string program, string howToInstall)
    {
        if (Find(program) is { } path)
            return path;

        var missing = $"{program} is not on the PATH. To run this test: {howToInstall}";
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("MRJOB_REQUIRE_PEERS")))
            Assert.Skip(missing);
        Assert.Fail(missing);
        return missing;
    }

    private static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}
