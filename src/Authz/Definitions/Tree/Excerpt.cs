namespace Authz.Definitions.Tree;

/// <summary>What a problem quotes of a file's texts: those of usual length whole, longer ones with an ellipsis.</summary>
internal static class Excerpt
{
    private const string Ellipsis = "…";

    /// <summary>The text, of which only the start is kept where it is longer than that.</summary>
    public static string Start(string text, int maximumLength) =>
        text.Length <= maximumLength ? text : string.Concat(text.AsSpan(0, LengthOfStart(text, maximumLength)), Ellipsis);

    /// <summary>Whether an excerpt is what <see cref="Start"/> keeps of a text that it cuts.</summary>
    public static bool IsCutStart(string excerpt, string text, int maximumLength) =>
        text.Length > maximumLength
        && excerpt.Length == LengthOfStart(text, maximumLength) + Ellipsis.Length
        && excerpt.EndsWith(Ellipsis, StringComparison.Ordinal)
        && text.AsSpan().StartsWith(excerpt.AsSpan(0, excerpt.Length - Ellipsis.Length), StringComparison.Ordinal);

    /// <summary>The text, of which only both ends are kept where it is longer than that.</summary>
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
