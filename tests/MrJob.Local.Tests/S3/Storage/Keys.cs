using FsCheck;
using FsCheck.Fluent;

namespace MrJob.Local.Tests.S3.Storage;

/// <summary>A key that S3 allows and a file system may not like.</summary>
public sealed record OddKey(string Text);

/// <summary>How FsCheck makes keys: short ones over few pieces, so that they meet, and long ones.</summary>
public static class Keys
{
    private static readonly string[] Pieces =
        ["a", "a", "b", "A", "/", "/", "/", ".", "..", "%", "%d", "%e", "%f", "%m", "%25", "+", " ", "\n", "\\", "é", "e\u0301", "日", "\U0001F600", "\uFFFD", "\u0085"];

    public static Arbitrary<OddKey> OddKey() =>
        Arb.From(Gen.OneOf(Short, Long).Select(text => new OddKey(text)), Shrink);

    private static Gen<string> Short => Gen.Choose(1, 6).SelectMany(n => Gen.ArrayOf(Gen.Elements(Pieces), n)).Select(string.Concat);

    private static Gen<string> Long => Short.SelectMany(part => Gen.Choose(1, 1024).Select(bytes => Repeat(part, bytes)));

    private static string Repeat(string part, int bytes) =>
        string.Concat(Enumerable.Repeat(part, Math.Max(1, bytes / System.Text.Encoding.UTF8.GetByteCount(part))));

    private static IEnumerable<OddKey> Shrink(OddKey key) =>
        key.Text.EnumerateRunes().Count() < 2 ? [] : [new(string.Concat(key.Text.EnumerateRunes().Skip(1))), new(string.Concat(key.Text.EnumerateRunes().SkipLast(1)))];
}
