using System.Text;

namespace Authz.Tokens;

/// <summary>Media types in <c>typ</c> and <c>cty</c> (RFC 7515 sections 4.1.9 and 4.1.10).</summary>
internal static class MediaType
{
    // What nearly every token says, so that each need not keep a copy.
    private static readonly byte[][] s_usual = [[.. "JWT"u8], [.. "at+jwt"u8], []];

    /// <summary>The header value as an array of its own, or as one that is shared.</summary>
    public static byte[] Keep(ReadOnlySpan<byte> value)
    {
        foreach (byte[] usual in s_usual)
        {
            if (value.SequenceEqual(usual))
            {
                return usual;
            }
        }

        return value.ToArray();
    }

    /// <summary>Whether a header value names this media type: without regard to case, with or without <c>application/</c>.</summary>
    /// <param name="value">The header's value.</param>
    /// <param name="expected">The type without <c>application/</c>.</param>
    public static bool Names(ReadOnlySpan<byte> value, ReadOnlySpan<byte> expected)
    {
        ReadOnlySpan<byte> prefix = "application/"u8;
        if (value.Length == prefix.Length + expected.Length && Ascii.EqualsIgnoreCase(value[..prefix.Length], prefix))
        {
            value = value[prefix.Length..];
        }

        return !expected.IsEmpty && Ascii.EqualsIgnoreCase(value, expected);
    }
}
