using System.Globalization;

namespace Authz.Testing.Policies.Reading;

/// <summary>Durations in cases: <c>90s</c>, <c>5m</c>, <c>2h</c>.</summary>
internal static class PolicyDuration
{
    // A year and a day: far above any real value, far below the overflow of a date.
    private const int MaximumSeconds = 366 * 24 * 3600;

    public static bool TryParse(string? text, out TimeSpan duration)
    {
        duration = default;
        int unit = text is { Length: > 1 } ? text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, _ => 0 } : 0;
        if (unit == 0 || !int.TryParse(text.AsSpan()[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            || (long)count * unit > MaximumSeconds)
        {
            return false;
        }

        duration = TimeSpan.FromSeconds((long)count * unit);
        return true;
    }
}
