using System.Buffers;

namespace Authz;

/// <summary>The alphabets of the RFCs that are needed in several places. Compiled into each library that needs them.</summary>
internal static class RfcText
{
    /// <summary>The characters of a token, such as a field name (RFC 9110 section 5.6.2).</summary>
    public const string TokenCharacters = LettersAndDigits + "!#$%&'*+-.^_`|~";

    /// <summary>The characters that a URL need not escape, and that therefore have one spelling (RFC 3986 section 2.3).</summary>
    public const string UnreservedCharacters = LettersAndDigits + "-._~";

    private const string LettersAndDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    // RFC 3986 section 2: reserved, unreserved and the percent sign.
    private static readonly SearchValues<char> s_url = SearchValues.Create(UnreservedCharacters + ":/?#[]@!$&'()*+,;=%");
    private static readonly SearchValues<char> s_token = SearchValues.Create(TokenCharacters);
    private static readonly SearchValues<char> s_unreserved = SearchValues.Create(UnreservedCharacters);

    /// <summary>Whether the text is a token (RFC 9110 section 5.6.2): at least one character, all from its alphabet.</summary>
    public static bool IsToken(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExcept(s_token);

    /// <summary>Whether the text is not empty and all its characters are unreserved (RFC 3986 section 2.3).</summary>
    public static bool IsUnreserved(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExcept(s_unreserved);

    /// <summary>Whether the text is not empty and all its characters may stand in a URL (RFC 3986 section 2).</summary>
    public static bool HasUrlCharacters(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExcept(s_url);
}
