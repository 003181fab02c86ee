using System.Text;

namespace MrJob.Local.Gateway.Template;

/// <summary>The text syntax of <c>Fn::Sub</c>: <c>${Name}</c> is replaced, <c>${!Name}</c> becomes <c>${Name}</c>.</summary>
internal static class Substitution
{
    public static string Expand(string text, Func<string, string> valueOf, Node at)
    {
        var result = new StringBuilder();
        var rest = text.AsSpan();
        while (rest.IndexOf("${") is >= 0 and var start)
        {
            result.Append(rest[..start]);
            rest = rest[(start + 2)..];
            var end = rest.IndexOf('}');
            if (end < 0)
                throw at.Fault("has a '${' without its '}'; write ${Name}.");
            var name = rest[..end].Trim();
            result.Append(name is ['!', .. var literal] ? $"${{{literal}}}" : valueOf(name.ToString()));
            rest = rest[(end + 1)..];
        }

        return result.Append(rest).ToString();
    }
}
