using System.Globalization;
using System.Text;

namespace Authz.Explaining;

/// <summary>Puts values into sentences: quoted, bounded, and without characters that could forge a line or hide one.</summary>
internal static class ValueText
{
    private const int LongestValue = 200;
    private const int MostValues = 12;

    public static string Quote(string value) => $"'{Visible(value)}'";

    /// <summary>The values quoted, the first few of many.</summary>
    public static string List(IReadOnlyCollection<string> values)
    {
        string shown = string.Join(", ", values.Take(MostValues).Select(Quote));
        return values.Count > MostValues ? string.Create(
            CultureInfo.InvariantCulture, $"{shown} and {values.Count - MostValues} more") : shown;
    }

    /// <summary>The text with control, format and line separating characters as <c>\uXXXX</c>, cut if it is too long.</summary>
    public static string Visible(string value, int longest = LongestValue)
    {
        StringBuilder text = new();
        foreach (Rune rune in value.EnumerateRunes())
        {
            if (text.Length >= longest)
            {
                return text.Append('…').ToString();
            }

            if (IsHidden(rune))
            {
                text.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}");
            }
            else
            {
                text.Append(rune.ToString());
            }
        }

        return text.ToString();
    }

    /// <summary>A time, and how far it lies from now.</summary>
    public static string Time(long seconds, long now)
    {
        string time = DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return seconds <= now
            ? string.Create(CultureInfo.InvariantCulture, $"{time} ({now - seconds} s ago)")
            : string.Create(CultureInfo.InvariantCulture, $"{time} (in {seconds - now} s)");
    }

    private static bool IsHidden(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control
        or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned;
}
