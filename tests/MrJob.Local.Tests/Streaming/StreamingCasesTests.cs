using System.Globalization;

namespace MrJob.Local.Tests.Streaming;

public sealed class StreamingCasesTests : IDisposable
{
    private readonly StepLab lab = new();

    public static TheoryData<StreamingCase> Cases => [.. StreamingCases.All];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_streaming_job_gives_the_part_files_of_Hadoop(StreamingCase streaming)
    {
        foreach (var (key, content) in streaming.Input)
            lab.Put($"in/{key}", content);

        (await lab.StreamAsync([.. streaming.Args])).Succeeded.ShouldBeTrue(lab.StepLog("stderr"));

        lab.Keys("out/").ShouldBe([.. streaming.Parts.Select((_, i) => $"out/part-{i.ToString("00000", CultureInfo.InvariantCulture)}"), "out/_SUCCESS"], ignoreOrder: true);
        lab.Keys("out/part-").Select(lab.Text).ShouldBe(streaming.Parts);
    }

    public void Dispose() => lab.Dispose();
}
