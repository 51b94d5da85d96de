using System.Buffers;
using System.Globalization;
using System.Text;

namespace Authz.Targets;

/// <summary>
/// Reads a request target that has only one reading, by the rules of <see cref="TargetRules"/>. Nothing is normalized: the backend gets
/// the target that was judged.
/// </summary>
internal static class CanonicalTarget
{
    // RFC 3986 section 3.3: pchar and the slash, without escapes and without the semicolon that TargetRules refuses.
    private static readonly SearchValues<char> s_plainPath =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,=:@/");

    // Every visible ASCII character but '#'.
    private static readonly SearchValues<char> s_query = SearchValues.Create(
        "!\"$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    /// <summary>Reads a target; false if it is not canonical.</summary>
    public static bool TryRead(string? raw, out RequestTarget target) => Read(raw, out target) == TargetStatus.Canonical;

    /// <summary>Reads a target and says which rule it breaks.</summary>
    public static TargetStatus Read(string? raw, out RequestTarget target)
    {
        target = default;
        if (string.IsNullOrEmpty(raw))
        {
            return TargetStatus.Missing;
        }

        if (raw[0] != '/')
        {
            return TargetStatus.NotOriginForm;
        }

        int question = raw.IndexOf('?', StringComparison.Ordinal);
        int pathLength = question < 0 ? raw.Length : question;
        TargetStatus status = CheckPath(raw.AsSpan(0, pathLength), out bool hasEscapes, out bool hasEncodedSlash);
        if (status == TargetStatus.Canonical && question >= 0)
        {
            status = CheckQuery(raw.AsSpan(question + 1));
        }

        if (status == TargetStatus.Canonical)
        {
            target = new RequestTarget(raw, pathLength, hasEscapes, hasEncodedSlash);
        }

        return status;
    }

    private static TargetStatus CheckPath(ReadOnlySpan<char> path, out bool hasEscapes, out bool hasEncodedSlash)
    {
        hasEscapes = false;
        hasEncodedSlash = false;
        int first = path.IndexOfAnyExcept(s_plainPath);
        if (first >= 0)
        {
            TargetStatus status = CheckCharacters(path, first, out hasEscapes, out hasEncodedSlash);
            if (status != TargetStatus.Canonical)
            {
                return status;
            }
        }

        return !hasEncodedSlash && HasPlainSegments(path) ? TargetStatus.Canonical : CheckSegments(path);
    }

    // No segment is empty or begins with a dot. One pass over the slashes: two searches for text cost twice as much.
    private static bool HasPlainSegments(ReadOnlySpan<char> path)
    {
        while (path.Length > 1)
        {
            if (path[1] is '/' or '.')
            {
                return false;
            }

            int next = path[1..].IndexOf('/');
            path = next < 0 ? default : path[(next + 1)..];
        }

        return true;
    }

    private static TargetStatus CheckQuery(ReadOnlySpan<char> query)
    {
        int index = query.IndexOfAnyExcept(s_query);
        return index < 0 ? TargetStatus.Canonical : TargetRules.OfRaw(query[index]);
    }

    // From the first character that is not plain on; every such character is refused or begins an escape.
    private static TargetStatus CheckCharacters(ReadOnlySpan<char> path, int first, out bool hasEscapes, out bool hasEncodedSlash)
    {
        hasEscapes = false;
        hasEncodedSlash = false;
        int index = first;
        int skipped = 0;
        while (skipped >= 0)
        {
            if (path[index] != '%')
            {
                return TargetRules.OfRaw(path[index]);
            }

            TargetStatus status = CheckEscape(path[index..], out int length, out bool isSlash);
            if (status != TargetStatus.Canonical)
            {
                return status;
            }

            hasEscapes = true;
            hasEncodedSlash |= isSlash;
            index += length;
            skipped = path[index..].IndexOfAnyExcept(s_plainPath);
            index += skipped;
        }

        return TargetStatus.Canonical;
    }

    // One encoded character: as many escapes as its UTF-8 form has bytes.
    private static TargetStatus CheckEscape(ReadOnlySpan<char> text, out int length, out bool isSlash)
    {
        Span<byte> bytes = stackalloc byte[4];
        int count = 0;
        while (count < bytes.Length && TryReadByte(text[(count * 3)..], out bytes[count]))
        {
            count++;
        }

        isSlash = false;
        length = 0;
        if (count == 0)
        {
            return TargetStatus.BadEscape;
        }

        if (Rune.DecodeFromUtf8(bytes[..count], out Rune rune, out int consumed) != OperationStatus.Done)
        {
            return TargetStatus.BadUtf8;
        }

        length = consumed * 3;
        isSlash = rune.Value == '/';
        bool decodesToEscape = rune.Value == '%' && text.Length >= length + 2 &&
            char.IsAsciiHexDigit(text[length]) && char.IsAsciiHexDigit(text[length + 1]);
        return decodesToEscape ? TargetStatus.DoubleEncoding : TargetRules.OfEncoded(rune);
    }

    private static bool TryReadByte(ReadOnlySpan<char> text, out byte value)
    {
        value = 0;
        return text.Length >= 3 && text[0] == '%' &&
            byte.TryParse(text[1..3], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
    }

    // A decoded %2F is a slash to a backend, so segments end there too: "/a/..%2Fb" is a dot segment.
    private static TargetStatus CheckSegments(ReadOnlySpan<char> path)
    {
        ReadOnlySpan<char> rest = path[1..];
        while (!rest.IsEmpty)
        {
            int end = EndOfSegment(rest, out int separator);
            ReadOnlySpan<char> segment = rest[..end];
            if (IsDotSegment(segment))
            {
                return TargetStatus.DotSegment;
            }

            if (segment.IsEmpty)
            {
                return TargetStatus.EmptySegment;
            }

            rest = rest[(end + separator)..];
        }

        return TargetStatus.Canonical;
    }

    // Windows cuts spaces off the end of a name, so that to a backend there "..%20" may be "..".
    private static bool IsDotSegment(ReadOnlySpan<char> segment)
    {
        while (segment.EndsWith("%20", StringComparison.Ordinal))
        {
            segment = segment[..^3];
        }

        return segment is "." or "..";
    }

    private static int EndOfSegment(ReadOnlySpan<char> rest, out int separator)
    {
        int slash = rest.IndexOf('/');
        int end = slash < 0 ? rest.Length : slash;
        int encoded = rest[..end].IndexOf("%2F", StringComparison.OrdinalIgnoreCase);
        separator = encoded >= 0 ? 3 : slash < 0 ? 0 : 1;
        return encoded >= 0 ? encoded : end;
    }
}
