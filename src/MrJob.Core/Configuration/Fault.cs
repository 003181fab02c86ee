namespace MrJob.Core.Configuration;

/// <summary>One thing that is wrong with what a user sent.</summary>
/// <param name="Path">Where, as a JSON path such as <c>$.steps[0].mapper</c>.</param>
/// <param name="Detail">What is wrong and what is allowed.</param>
internal sealed record Fault(string Path, string Detail)
{
    /// <summary>For a line of text: the path, where it says something, and what is wrong.</summary>
    public override string ToString() => Path == "$" ? Detail : $"{Path} {Detail}";
}
