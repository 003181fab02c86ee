namespace MrJob.Local.Emr.Wire;

/// <summary>A limit on a member of a request. The texts are those of AWS's service framework.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal abstract class ConstraintAttribute : Attribute
{
    /// <summary>What the value must satisfy and does not, or null when it does.</summary>
    public abstract string? Broken(object? value);
}

/// <summary>The member must be there.</summary>
internal sealed class RequiredAttribute : ConstraintAttribute
{
    public override string? Broken(object? value) => value is null ? "Member must not be null" : null;
}

/// <summary>A text, or each text of a list, has at most so many characters, none of them a control character.</summary>
internal sealed class TextAttribute(int max) : ConstraintAttribute
{
    private const string Characters = @"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\r\n\t]*";

    public override string? Broken(object? value) => value switch
    {
        string text => BrokenText(text),
        IEnumerable<string?> texts => texts.Select(BrokenItem).FirstOrDefault(b => b is not null) is { } broken
            ? $"Member must satisfy constraint: [{broken}]"
            : null,
        _ => null,
    };

    private string? BrokenItem(string? text) => text is null ? "Member must not be null" : BrokenText(text);

    private string? BrokenText(string text) =>
        text.Length > max ? $"Member must have length less than or equal to {max}"
        : text.Any(c => c < ' ' && c is not ('\r' or '\n' or '\t')) ? $"Member must satisfy regular expression pattern: {Characters}"
        : null;
}

/// <summary>A text, or each text of a list, is one of these.</summary>
internal sealed class OneOfAttribute(params string[] values) : ConstraintAttribute
{
    public override string? Broken(object? value) => value switch
    {
        string text => values.Contains(text) ? null : Set,
        IEnumerable<string?> texts => texts.All(t => values.Contains(t)) ? null : $"Member must satisfy constraint: [{Set}]",
        _ => null,
    };

    private string Set => $"Member must satisfy enum value set: [{string.Join(", ", values)}]";
}

/// <summary>A whole number within bounds, both included.</summary>
internal sealed class BetweenAttribute(long min, long max) : ConstraintAttribute
{
    public override string? Broken(object? value) => value switch
    {
        int number when number < min => $"Member must have value greater than or equal to {min}",
        int number when number > max => $"Member must have value less than or equal to {max}",
        _ => null,
    };
}
