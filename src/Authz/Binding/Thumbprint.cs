using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using Authz.Tokens;

namespace Authz.Binding;

/// <summary>A SHA-256 hash by which a token names a key (RFC 7638) or a certificate (RFC 8705 section 3.1).</summary>
internal readonly record struct Thumbprint(ulong First, ulong Second, ulong Third, ulong Fourth)
{
    public const int Length = SHA256.HashSizeInBytes;

    /// <summary>The length in base64url.</summary>
    public const int TextLength = 43;

    /// <param name="hash">The hash's 32 bytes.</param>
    public static Thumbprint Read(ReadOnlySpan<byte> hash) => new(
        BinaryPrimitives.ReadUInt64LittleEndian(hash),
        BinaryPrimitives.ReadUInt64LittleEndian(hash[8..]),
        BinaryPrimitives.ReadUInt64LittleEndian(hash[16..]),
        BinaryPrimitives.ReadUInt64LittleEndian(hash[24..]));

    /// <summary>The hash of these bytes.</summary>
    public static Thumbprint Of(ReadOnlySpan<byte> data)
    {
        Span<byte> hash = stackalloc byte[Length];
        SHA256.HashData(data, hash);
        return Read(hash);
    }

    /// <summary>Reads base64url without padding, in its one spelling.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out Thumbprint thumbprint)
    {
        Span<byte> hash = stackalloc byte[Length];
        bool isRead = text.Length == TextLength && StrictBase64Url.TryDecode(text, hash, out _);
        thumbprint = isRead ? Read(hash) : default;
        return isRead;
    }

    public void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(destination, First);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[8..], Second);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[16..], Third);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[24..], Fourth);
    }

    /// <summary>The hash in base64url.</summary>
    public override string ToString()
    {
        Span<byte> hash = stackalloc byte[Length];
        CopyTo(hash);
        return Base64Url.EncodeToString(hash);
    }
}
