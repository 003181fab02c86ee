using System.Diagnostics;
using MrJob.Core.Storage;

namespace MrJob.Core.Tests.Storage;

public class S3GlobTests
{
    [Theory]
    [InlineData("a", "a", true)]
    [InlineData("a", "ab", false)]
    [InlineData("", "", true)]
    [InlineData("*", "", true)]
    [InlineData("*", "abc", true)]
    [InlineData("*", "a/b", false)]
    [InlineData("a*c", "abbc", true)]
    [InlineData("a**c", "ac", true)]
    [InlineData("*/*", "a/b", true)]
    [InlineData("*/", "a/", true)]
    [InlineData("?", "a", true)]
    [InlineData("?", "/", false)]
    [InlineData("?", "", false)]
    [InlineData("?", "😀", true)]
    [InlineData("a?c", "aéc", true)]
    [InlineData("[abc]", "b", true)]
    [InlineData("[abc]", "d", false)]
    [InlineData("[a-c]x", "bx", true)]
    [InlineData("[^a]", "b", true)]
    [InlineData("[!a]", "a", false)]
    [InlineData("[^a]", "/", false)]
    [InlineData("x[.-0]y", "x/y", false)]
    [InlineData("[a-]", "-", true)]
    [InlineData("[-a]", "-", true)]
    [InlineData("[]a]", "]", true)]
    [InlineData("[\\]a]", "]", true)]
    [InlineData("[^]a]", "]", false)]
    [InlineData("[a^]", "^", true)]
    [InlineData("[*]", "*", true)]
    [InlineData("[α-ω]", "λ", true)]
    [InlineData("{a,b,{c,d}}", "d", true)]
    [InlineData("{a,b,{c,d}}", "e", false)]
    [InlineData("x{,y}", "x", true)]
    [InlineData("x{}", "x", true)]
    [InlineData("{a/b,c}/*", "a/b/x", true)]
    [InlineData("{a*,[b-c]?}z", "cyz", true)]
    [InlineData("a,b", "a,b", true)]
    [InlineData("a}b", "a}b", true)]
    [InlineData("a]b", "a]b", true)]
    [InlineData("{a\\,b,c}", "a,b", true)]
    [InlineData("\\*", "*", true)]
    [InlineData("\\*", "x", false)]
    [InlineData("\\a", "a", true)]
    [InlineData("a.c", "abc", false)]
    [InlineData("(a|b)+$", "(a|b)+$", true)]
    [InlineData("A*", "ab", false)]
    [InlineData("日*", "日本", true)]
    public void A_glob_matches_as_Hadoops_do(string glob, string key, bool matches) => S3Glob.Parse(glob).IsMatch(key).ShouldBe(matches);

    [Theory]
    [InlineData("ab[c", "at character 3, '[' has no ']'")]
    [InlineData("[]", "at character 1, '[' has no ']'")]
    [InlineData("[^]", "at character 1, '[' has no ']'")]
    [InlineData("a{b,c", "at character 2, '{' has no '}'")]
    [InlineData("{a,{b}", "at character 1, '{' has no '}'")]
    [InlineData("ab\\", "at character 3, nothing follows the '\\'")]
    [InlineData("[a\\", "at character 3, nothing follows the '\\'")]
    [InlineData("x[z-a]", "at character 3, the range z-a runs backwards")]
    [InlineData("[a/b]", "at character 3, the class that starts at character 1 holds a '/'")]
    public void A_malformed_glob_is_refused_where_it_is_wrong(string glob, string fault) =>
        Should.Throw<FormatException>(() => S3Glob.Parse(glob)).Message.ShouldContain(fault);

    [Fact]
    public void Braces_cannot_be_nested_without_end() =>
        Should.Throw<FormatException>(() => S3Glob.Parse(new string('{', 100_000))).Message.ShouldContain("nested");

    [Theory]
    [InlineData("*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b")]
    [InlineData("{a,a}{a,a}{a,a}{a,a}{a,a}{a,a}{a,a}{a,a}{a,a}{a,a}{a,a}{a,a}{a,a}{a,a}{a,a}{a,a}{a,a}{a,a}{a,a}{a,a}{a,a}{a,a}{a,a}{a,a}{a,a}{a,a}{a,a}*b")]
    [InlineData("{*,*?}{*,*?}{*,*?}{*,*?}{*,*?}{*,*?}{*,*?}{*,*?}{*,*?}{*,*?}{*,*?}{*,*?}{*,*?}{*,*?}b")]
    [InlineData("*a????????????????????b")]
    public void No_pattern_takes_exponential_time(string glob)
    {
        var started = Stopwatch.GetTimestamp();
        S3Glob.Parse(glob).IsMatch(new string('a', 1024)).ShouldBeFalse();
        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    [Theory]
    [InlineData("plain/key.txt")]
    [InlineData("a*b?[c]{d,e}\\f")]
    public void An_escaped_key_matches_itself_alone(string key)
    {
        var glob = S3Glob.Parse(S3Glob.Escape(key));
        glob.IsMatch(key).ShouldBeTrue();
        glob.IsMatch(key + "x").ShouldBeFalse();
        S3Glob.IsGlob(key).ShouldBe(key.Contains('*', StringComparison.Ordinal));
    }
}
