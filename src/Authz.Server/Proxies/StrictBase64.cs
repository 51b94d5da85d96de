namespace Authz.Server.Proxies;

/// <summary>Base64 with padding in its one spelling (RFC 4648 section 4).</summary>
internal static class StrictBase64
{
    /// <summary>Decodes a text that is not empty and has no other spelling.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, out byte[] data)
    {
        byte[] buffer = new byte[text.Length / 4 * 3];
        bool isRead = Convert.TryFromBase64Chars(text, buffer, out int length) && length > 0;
        data = buffer[..length];

        // The platform skips white space and bits that are left over.
        return isRead && text.SequenceEqual(Convert.ToBase64String(data));
    }
}
