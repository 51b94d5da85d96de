using System.Globalization;

namespace Authz.Testing.Policies.Reading;

/// <summary>Durations as people type them: <c>90s</c>, <c>5m</c>, <c>1h</c>, or bare seconds.</summary>
internal static class Duration
{
    // Far above any real value, far below the overflow of a date.
    private const int MaximumSeconds = 366 * 24 * 3600;

    public static bool TryParse(string? text, out TimeSpan duration)
    {
        duration = default;
        if (string.IsNullOrEmpty(text))
        {
            return false;
        }

        int unit = text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, _ => 0 };
        ReadOnlySpan<char> digits = unit == 0 ? text : text.AsSpan(0, text.Length - 1);
        if (!int.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int count)
            || Math.Abs((long)count) * Math.Max(unit, 1) > MaximumSeconds)
        {
            return false;
        }

        duration = TimeSpan.FromSeconds((long)count * Math.Max(unit, 1));
        return true;
    }
}
