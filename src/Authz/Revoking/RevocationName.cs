using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Authz.Json;

namespace Authz.Revoking;

/// <summary>
/// The name of an entry: a hash of 128 bits over issuer, claim and value. Seeded, so that nobody can choose two of one name; equal values
/// always have equal names, so that a collision could only refuse.
/// </summary>
internal static class RevocationName
{
    private const int HashLength = 16;

    private static readonly long s_seed = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));

    /// <summary>The name of an entry.</summary>
    public static UInt128 Of(RevocationEntry entry) =>
        Of(OfIssuer(entry.Issuer), entry.Claim, Encoding.UTF8.GetBytes(entry.Value), isEscaped: false);

    /// <summary>The first part of the names of an issuer's entries.</summary>
    public static UInt128 OfIssuer(string issuer) => XxHash128.HashToUInt128(Encoding.UTF8.GetBytes(issuer), s_seed);

    /// <summary>The name of a token's claim; never zero.</summary>
    /// <param name="issuer">The result of <see cref="OfIssuer"/>.</param>
    /// <param name="claim">The claim.</param>
    /// <param name="value">Its raw text.</param>
    /// <param name="isEscaped">Whether the text has escapes.</param>
    public static UInt128 Of(UInt128 issuer, RevocationClaim claim, ReadOnlySpan<byte> value, bool isEscaped)
    {
        if (isEscaped)
        {
            Span<byte> plain = stackalloc byte[value.Length];
            return Of(issuer, claim, plain[..JsonText.Unescape(value, plain)], isEscaped: false);
        }

        Span<byte> parts = stackalloc byte[(2 * HashLength) + 1];
        MemoryMarshal.Write(parts, issuer);
        BinaryPrimitives.WriteUInt128LittleEndian(parts[HashLength..], XxHash128.HashToUInt128(value, s_seed));
        parts[^1] = (byte)claim;
        UInt128 name = XxHash128.HashToUInt128(parts, s_seed);
        return name == UInt128.Zero ? UInt128.One : name;
    }
}
