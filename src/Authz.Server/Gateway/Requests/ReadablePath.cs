using System.Buffers;
using System.Globalization;
using System.Text;

namespace Authz.Server.Gateway.Requests;

/// <summary>
/// A path with its escapes decoded as far as its meaning stays: a program that reads the result as a URL, or decodes it once more, finds
/// the path that was judged. Equal paths have one form.
/// </summary>
internal static class ReadablePath
{
    private const int EscapeLength = 3;
    private const string Space = "%20";

    // What a URL parser cuts at, takes for a slash, or resolves (WHATWG URL, "path state"; RFC 3986 sections 3.3 and 5.2.4), and the
    // semicolon, at which some servers cut.
    private static readonly SearchValues<char> s_special = SearchValues.Create("/\\?#%;.");

    // Programs trim separators and drop controls and format characters, such as marks of direction.
    private static readonly UnicodeCategory[] s_unsteady =
    [
        UnicodeCategory.Control, UnicodeCategory.Format, UnicodeCategory.PrivateUse, UnicodeCategory.OtherNotAssigned,
        UnicodeCategory.SpaceSeparator, UnicodeCategory.LineSeparator, UnicodeCategory.ParagraphSeparator,
    ];

    /// <summary>Decodes a path. Escapes that stay are in upper case (RFC 3986 section 6.2.2.1); broken ones stay as they are.</summary>
    public static string Decode(ReadOnlySpan<char> path)
    {
        if (!path.Contains('%'))
        {
            return path.ToString();
        }

        StringBuilder text = new(path.Length);
        while (!path.IsEmpty)
        {
            int slash = path.IndexOf('/');
            ReadOnlySpan<char> segment = slash < 0 ? path : path[..slash];
            AppendSegment(text, segment);
            text.Append(path[segment.Length..(slash < 0 ? segment.Length : slash + 1)]);
            path = path[(slash < 0 ? segment.Length : slash + 1)..];
        }

        return text.ToString();
    }

    // Spaces at either end stay encoded: there they are trimmed, and "admin%20" would be "admin".
    private static void AppendSegment(StringBuilder text, ReadOnlySpan<char> segment)
    {
        int start = 0;
        while (segment[start..].StartsWith(Space, StringComparison.Ordinal))
        {
            start += EscapeLength;
        }

        int end = segment.Length;
        while (end > start && segment[..end].EndsWith(Space, StringComparison.Ordinal))
        {
            end -= EscapeLength;
        }

        text.Append(segment[..start]);
        for (int index = start; index < end;)
        {
            index += Append(text, segment[index..end]);
        }

        text.Append(segment[end..]);
    }

    // Returns the length of the character or escapes that it has appended.
    private static int Append(StringBuilder text, ReadOnlySpan<char> rest)
    {
        Span<byte> bytes = stackalloc byte[4];
        int count = 0;
        while (count < bytes.Length && TryReadByte(rest[(count * EscapeLength)..], out bytes[count]))
        {
            count++;
        }

        if (Rune.DecodeFromUtf8(bytes[..count], out Rune rune, out int consumed) != OperationStatus.Done)
        {
            text.Append(rest[0]);
            return 1;
        }

        int length = consumed * EscapeLength;
        if (IsSteady(rune))
        {
            text.Append(rune);
        }
        else
        {
            text.Append(rest[..length].ToString().ToUpperInvariant());
        }

        return length;
    }

    private static bool IsSteady(Rune rune) =>
        rune.IsAscii ? rune.Value >= ' ' && rune.Value != '\x7F' && !s_special.Contains((char)rune.Value)
        : !s_unsteady.Contains(Rune.GetUnicodeCategory(rune));

    private static bool TryReadByte(ReadOnlySpan<char> text, out byte value)
    {
        value = 0;
        return text.Length >= EscapeLength && text[0] == '%' &&
            byte.TryParse(text[1..EscapeLength], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
    }
}
