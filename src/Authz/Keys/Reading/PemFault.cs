namespace Authz.Keys.Reading;

/// <summary>Finds faults of a PEM block that the platform's reader skips as if it were text between blocks.</summary>
internal static class PemFault
{
    private const string Begin = "-----BEGIN ";
    private const string End = "-----END ";
    private const string Dashes = "-----";

    /// <summary>The fault of the first incomplete block; null if there is none.</summary>
    /// <param name="text">The text that follows the last block.</param>
    /// <param name="length">How much of it precedes the next complete block.</param>
    public static string? Find(ReadOnlySpan<char> text, int length)
    {
        int begin = text[..length].IndexOf(Begin);
        int end = text[..length].IndexOf(End);
        return end >= 0 && (begin < 0 || end < begin) ? "has no begin line."
            : begin < 0 ? null
            : begin > 0 && !char.IsWhiteSpace(text[begin - 1]) ? "has other text before it on its line: a line break is missing."
            : Describe(text[(begin + Begin.Length)..]);
    }

    private static string Describe(ReadOnlySpan<char> block)
    {
        int begin = block.IndexOf(Begin);
        ReadOnlySpan<char> inside = begin < 0 ? block : block[..begin];
        int labelLength = inside.IndexOf(Dashes);
        int end = inside.IndexOf(End);
        ReadOnlySpan<char> endLine = end < 0 ? [] : block[(end + End.Length)..];
        int endLabelLength = endLine.IndexOf(Dashes);
        if (endLabelLength < 0)
        {
            return "has no end line: it is cut off.";
        }

        if (!inside[..labelLength].SequenceEqual(endLine[..endLabelLength]))
        {
            return "ends with another label than it begins with.";
        }

        ReadOnlySpan<char> after = endLine[(endLabelLength + Dashes.Length)..];
        return after is [char next, ..] && !char.IsWhiteSpace(next) ? "has other text on its end line: a line break is missing."
            : inside[labelLength..end].Contains(':') ? "has headers (RFC 1421), which are not for public keys."
            : "has a text that is not base64.";
    }
}
