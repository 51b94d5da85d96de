using System.Buffers;
using System.Text;

namespace Authz.FoldedNames;

/// <summary>
/// The spellings of a query parameter's name that some backend reads as that name. The rules are the union of those of ASP.NET Core, qs
/// (Express), PHP, Rack (Rails) and WSGI; docs/gateway.md has the table.
/// </summary>
internal static class QuerySpelling
{
    // An octet above ASCII: UTF-8 differs in case only there, so all of them count as one letter.
    private const char Other = '\u0080';
    private const char Separator = '_';
    private const char End = '\0';

    // Names of these alone are read alike by all, except for case.
    private static readonly SearchValues<char> s_plain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_~");

    /// <summary>How many parameters of a query some backend reads under this name.</summary>
    /// <param name="query">The query as it came over the wire, without its question mark.</param>
    /// <param name="name">The name, decoded.</param>
    public static int Count(ReadOnlySpan<char> query, string name)
    {
        // Not SplitAny: it makes an object of its separators.
        int count = 0;
        int end = query.IndexOfAny('&', ';');
        while (end >= 0)
        {
            count += IsSpelling(query[..end], name) ? 1 : 0;
            query = query[(end + 1)..];
            end = query.IndexOfAny('&', ';');
        }

        return count + (IsSpelling(query, name) ? 1 : 0);
    }

    /// <summary>Whether some backend reads this parameter under the name.</summary>
    /// <param name="parameter">A parameter as it came over the wire; its value, if it has one, does not count.</param>
    /// <param name="name">The name, decoded.</param>
    public static bool IsSpelling(ReadOnlySpan<char> parameter, string name)
    {
        ReadOnlySpan<char> written = parameter.IndexOf('=') is >= 0 and int equals ? parameter[..equals] : parameter;
        if (!written.ContainsAnyExcept(s_plain) && !name.AsSpan().ContainsAnyExcept(s_plain))
        {
            return written.Equals(name, StringComparison.OrdinalIgnoreCase);
        }

        // Some programs decode twice. What is still escaped after that has no honest reading.
        return new QueryOctets(written, decodings: 2).HasEscape()
            || IsReadAs(new QueryOctets(written, decodings: 1), name)
            || IsReadAs(new QueryOctets(written, decodings: 2), name);
    }

    private static bool IsReadAs(QueryOctets written, ReadOnlySpan<char> name)
    {
        bool isFirst = true;
        foreach (Rune rune in TrimStart(name).TrimEnd().EnumerateRunes())
        {
            char expected = rune.IsAscii ? Fold((char)rune.Value) : Other;
            for (int octet = 0; octet < rune.Utf8SequenceLength; octet++)
            {
                char read = isFirst ? ReadFirst(ref written) : Read(ref written);
                isFirst = false;
                if (Fold(read) != expected || read == End)
                {
                    return false;
                }
            }
        }

        // A list or object of that name: 'user[]', 'user[id]', 'user.id'.
        char rest = Read(ref written);
        return rest is '[' or ']' or '.' || IsBlank(rest, ref written);
    }

    private static bool IsBlank(char first, ref QueryOctets rest)
    {
        char read = first;
        while (char.IsWhiteSpace(read))
        {
            read = Read(ref rest);
        }

        return read == End;
    }

    // PHP skips leading spaces; Rack and qs skip leading brackets.
    private static char ReadFirst(ref QueryOctets written)
    {
        char read = Read(ref written);
        while (IsSkipped(read))
        {
            read = Read(ref written);
        }

        return read;
    }

    // PHP ends a name at a NUL.
    private static char Read(ref QueryOctets written) => written.TryRead(out char octet) ? octet : End;

    private static ReadOnlySpan<char> TrimStart(ReadOnlySpan<char> text)
    {
        int start = 0;
        while (start < text.Length && IsSkipped(text[start]))
        {
            start++;
        }

        return text[start..];
    }

    private static bool IsSkipped(char character) => char.IsWhiteSpace(character) || character is '[' or ']';

    // PHP writes '_' for a dot, a space and a bracket that is not closed.
    private static char Fold(char character) => character switch
    {
        '.' or ' ' or '[' or '_' => Separator,
        >= Other => Other,
        _ => char.ToLowerInvariant(character),
    };
}
