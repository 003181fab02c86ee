using System.Text.RegularExpressions;
using MrJob.Testing;

namespace MrJob.EndToEnd;

/// <summary>Types what docs/local-aws.md tells a user of the AWS command line to type.</summary>
public sealed partial class LocalAwsDocsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_documents_lines_count_the_words_of_the_book()
    {
        _ = (Peers.AwsCli, Peers.Python);
        await using var laptop = await Laptop.StartAsync(_folder.Path);
        var lines = Block().Match(File.ReadAllText(Repository.File("docs/local-aws.md"))).Groups["lines"].Value
            .Replace("http://127.0.0.1:4566", laptop.Aws.ToString().TrimEnd('/'), StringComparison.Ordinal);

        var typed = await Command.ShellAsync(
            Repository.Root, $"set -e; export AWS_ENDPOINT_URL_S3={laptop.Aws} AWS_ENDPOINT_URL_EMR={laptop.Aws} AWS_CONFIG_FILE=/dev/null AWS_SHARED_CREDENTIALS_FILE=/dev/null; aws() {{ '{Peers.AwsCli}' \"$@\"; }}\n{lines}");

        typed.ExitCode.ShouldBe(0, typed.Error);
        typed.Output.Split('\n').Count(line => line.Contains('\t', StringComparison.Ordinal)).ShouldBe(286);
    }

    [GeneratedRegex("```sh\n(?<lines>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
