using System.Globalization;

namespace MrJob.Core;

/// <summary>Numbers in sentences.</summary>
public static class Numerals
{
    /// <summary><c>1 minute</c>, <c>2 minutes</c>.</summary>
    /// <param name="one">A noun whose plural ends with s.</param>
    public static string Count(long number, string one) => string.Create(CultureInfo.InvariantCulture, $"{number} {one}{(number == 1 ? "" : "s")}");
}
