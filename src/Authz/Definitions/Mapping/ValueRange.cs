using System.Globalization;

namespace Authz.Definitions.Mapping;

/// <summary>The whole numbers that a property may have.</summary>
/// <param name="Minimum">The least.</param>
/// <param name="Maximum">The greatest.</param>
/// <param name="Subject">The thing out of range in a problem's text; null for the number itself.</param>
internal sealed record ValueRange(int Minimum, int Maximum, string? Subject = null)
{
    /// <summary>Whether the numbers are milliseconds; else they are seconds.</summary>
    public bool IsMilliseconds { get; init; }

    /// <summary>What the numbers count; null for units of time.</summary>
    public string? Unit { get; init; }

    public TimeSpan TimeUnit => IsMilliseconds ? TimeSpan.FromMilliseconds(1) : TimeSpan.FromSeconds(1);

    /// <summary>The problem of a value, and its remedy; null if it is in range.</summary>
    public (string Message, string Remedy)? ProblemOf(double value)
    {
        if (value >= Minimum && value <= Maximum)
        {
            return null;
        }

        string unit = Unit ?? (IsMilliseconds ? "milliseconds" : "seconds");
        return (
            string.Create(CultureInfo.InvariantCulture, $"{Subject ?? value.ToString(CultureInfo.InvariantCulture)} is out of range."),
            string.Create(CultureInfo.InvariantCulture, $"Write {Minimum} to {Maximum} {unit}."));
    }
}
