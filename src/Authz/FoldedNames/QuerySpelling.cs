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

    // Names of these alone are read alike by all, except for case.
    private static readonly SearchValues<char> s_plain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_~");

    /// <summary>How many parameters of a query some backend reads under this name.</summary>
    /// <param name="query">The query as it came over the wire, without its question mark.</param>
    /// <param name="name">The name, decoded.</param>
    public static int Count(ReadOnlySpan<char> query, string name)
    {
        int count = 0;
        foreach (Range range in query.SplitAny('&', ';'))
        {
            count += IsSpelling(query[range], name) ? 1 : 0;
        }

        return count;
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
        string once = Decode(written);
        string twice = Decode(once);
        string octets = Latin1(name);
        return Decode(twice).Length != twice.Length || IsReadAs(once, octets) || IsReadAs(twice, octets);
    }

    private static bool IsReadAs(ReadOnlySpan<char> decoded, ReadOnlySpan<char> name)
    {
        // PHP ends a name at a NUL and skips leading spaces; Rack and qs skip leading brackets.
        ReadOnlySpan<char> end = decoded.IndexOf('\0') is >= 0 and int nul ? decoded[..nul] : decoded;
        ReadOnlySpan<char> trimmed = TrimStart(end).TrimEnd();
        name = TrimStart(name).TrimEnd();
        if (trimmed.Length < name.Length)
        {
            return false;
        }

        for (int index = 0; index < name.Length; index++)
        {
            if (Fold(trimmed[index]) != Fold(name[index]))
            {
                return false;
            }
        }

        // A list or object of that name: 'user[]', 'user[id]', 'user.id'.
        ReadOnlySpan<char> rest = trimmed[name.Length..];
        return rest.IsEmpty || rest[0] is '[' or ']' or '.';
    }

    private static ReadOnlySpan<char> TrimStart(ReadOnlySpan<char> text)
    {
        int start = 0;
        while (start < text.Length && (char.IsWhiteSpace(text[start]) || text[start] is '[' or ']'))
        {
            start++;
        }

        return text[start..];
    }

    // PHP writes '_' for a dot, a space and a bracket that is not closed.
    private static char Fold(char character) => character switch
    {
        '.' or ' ' or '[' or '_' => Separator,
        >= Other => Other,
        _ => char.ToLowerInvariant(character),
    };

    // Octets as characters, because backends differ in what they make of octets that are not UTF-8.
    private static string Decode(ReadOnlySpan<char> text)
    {
        StringBuilder decoded = new(text.Length);
        for (int index = 0; index < text.Length; index++)
        {
            char character = text[index];
            if (character == '%'
                && text[(index + 1)..] is [char high, char low, ..]
                && char.IsAsciiHexDigit(high)
                && char.IsAsciiHexDigit(low))
            {
                character = (char)((HexValue(high) << 4) | HexValue(low));
                index += 2;
            }
            else if (character == '+')
            {
                character = ' ';
            }

            decoded.Append(character);
        }

        return decoded.ToString();
    }

    private static int HexValue(char digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;

    private static string Latin1(string name) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(name));
}
