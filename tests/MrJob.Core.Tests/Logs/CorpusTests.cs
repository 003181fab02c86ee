using System.Globalization;
using System.Runtime.CompilerServices;
using MrJob.Core.Logs.Diagnosis;

namespace MrJob.Core.Tests.Logs;

/// <summary>The probable cause against a corpus of labelled failures, which was written without knowledge of how the cause is chosen.</summary>
public class CorpusTests(ITestOutputHelper output)
{
    public static TheoryData<string> Cases => [.. Files().Select(f => Path.GetRelativePath(Folder(), f))];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task The_probable_cause_is_what_an_expert_says(string file)
    {
        var (verdict, cause) = await JudgeAsync(file);
        verdict.ShouldNotBe(Verdict.SurelyWrong, Show(cause));
    }

    [Fact]
    public async Task At_least_95_percent_are_right_and_none_is_wrong_with_confidence()
    {
        var verdicts = new List<(string File, Verdict Verdict, Cause? Cause)>();
        foreach (var file in Files())
        {
            var (verdict, cause) = await JudgeAsync(Path.GetRelativePath(Folder(), file));
            verdicts.Add((file, verdict, cause));
        }
        int Count(Verdict v) => verdicts.Count(x => x.Verdict == v);
        var said = verdicts.Count - Count(Verdict.RightlyUnknown) - Count(Verdict.Unknown);
        var summary = string.Create(
            CultureInfo.InvariantCulture,
            $"{verdicts.Count} failures: {Count(Verdict.Right)} causes right of {said} said ({100.0 * Count(Verdict.Right) / said:0.0} % precision), {Count(Verdict.RightlyUnknown)} rightly unknown, {Count(Verdict.Unknown)} wrongly unknown ({100.0 * Count(Verdict.Unknown) / verdicts.Count:0.0} %), {Count(Verdict.Wrong)} wrong, {Count(Verdict.SurelyWrong)} wrong with confidence");
        output.WriteLine(summary);
        await File.WriteAllTextAsync(Path.Combine(AppContext.BaseDirectory, "probable-cause.txt"), summary + Environment.NewLine); // shown at the end of CI's run
        foreach (var (file, verdict, cause) in verdicts.Where(v => v.Verdict is Verdict.Wrong or Verdict.SurelyWrong or Verdict.Unknown))
            output.WriteLine($"{verdict}: {Path.GetRelativePath(Folder(), file)}: [{cause?.Confidence}] {cause?.Text.Split('\n')[0]}");
        verdicts.Count.ShouldBeGreaterThanOrEqualTo(60);
        Count(Verdict.SurelyWrong).ShouldBe(0);
        (Count(Verdict.Right) + Count(Verdict.RightlyUnknown)).ShouldBeGreaterThanOrEqualTo((int)Math.Ceiling(verdicts.Count * 0.95));
    }

    private enum Verdict
    {
        Right,
        RightlyUnknown,
        Unknown,
        Wrong,
        SurelyWrong,
    }

    private static async Task<(Verdict Verdict, Cause? Cause)> JudgeAsync(string file)
    {
        var failure = new CorpusCase(Path.Combine(Folder(), file));
        var cause = ProbableCause.Of(await failure.SearchAsync());
        if (failure.IsUnknown)
            return (cause is null or { Confidence: "low" } ? Verdict.RightlyUnknown : cause.Confidence == "high" ? Verdict.SurelyWrong : Verdict.Wrong, cause);
        if (cause is null)
            return (Verdict.Unknown, cause);
        var right = failure.Expected.All(e => cause.Text.Contains(e, StringComparison.Ordinal))
            && !failure.Excluded.Any(e => cause.Text.Contains(e, StringComparison.Ordinal))
            && failure.IsToldIn(cause.File, cause.FirstLine, cause.LastLine)
            && (failure.Attempts.Count == 0 || failure.Attempts.Contains(cause.Attempt))
            && (failure.Split is null || failure.Split == cause.InputSplit);
        if (right)
            return (failure.MayBeSure || cause.Confidence != "high" ? Verdict.Right : Verdict.SurelyWrong, cause);
        return (cause.Confidence == "high" ? Verdict.SurelyWrong : cause.Confidence == "low" ? Verdict.Unknown : Verdict.Wrong, cause);
    }

    private static string Show(Cause? cause) => cause is null ? "(no cause)"
        : $"[{cause.Confidence}] {cause.Why}; {cause.File}:{cause.FirstLine}-{cause.LastLine} {cause.Attempt} {cause.InputSplit}\n{cause.Text}\nothers: {string.Join(" || ", cause.Others?.Select(o => o.Text) ?? [])}";

    private static IEnumerable<string> Files() => Directory.EnumerateFiles(Folder(), "*.txt", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Corpus");
}
