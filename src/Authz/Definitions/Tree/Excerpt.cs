namespace Authz.Definitions.Tree;

/// <summary>Quotes a file's texts in problems: texts of usual length in full, longer ones with an ellipsis.</summary>
internal static class Excerpt
{
    private const string Ellipsis = "…";

    /// <summary>The text, cut to its start if it is longer.</summary>
    public static string Start(string text, int maximumLength) =>
        text.Length <= maximumLength ? text : string.Concat(text.AsSpan(0, LengthOfStart(text, maximumLength)), Ellipsis);

    /// <summary>Whether an excerpt is the start that <see cref="Start"/> keeps of a longer text.</summary>
    public static bool IsCutStart(string excerpt, string text, int maximumLength) =>
        text.Length > maximumLength
        && excerpt.Length == LengthOfStart(text, maximumLength) + Ellipsis.Length
        && excerpt.EndsWith(Ellipsis, StringComparison.Ordinal)
        && text.AsSpan().StartsWith(excerpt.AsSpan(0, excerpt.Length - Ellipsis.Length), StringComparison.Ordinal);

    /// <summary>The text, cut to both ends if it is longer.</summary>
    public static string Ends(string text, int maximumLength)
    {
        if (text.Length <= maximumLength)
        {
            return text;
        }

        int half = maximumLength / 2;
        int end = text.Length - half;
        return string.Concat(Start(text, half), text.AsSpan(char.IsLowSurrogate(text[end]) ? end + 1 : end));
    }

    // Half a surrogate pair is no text.
    private static int LengthOfStart(string text, int maximumLength)
    {
        int length = maximumLength - Ellipsis.Length;
        return char.IsHighSurrogate(text[length - 1]) ? length - 1 : length;
    }
}
