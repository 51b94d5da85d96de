using System.Text;

namespace Authz.Tokens;

/// <summary>Media types in <c>typ</c> and <c>cty</c> (RFC 7515 sections 4.1.9 and 4.1.10).</summary>
internal static class MediaType
{
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
