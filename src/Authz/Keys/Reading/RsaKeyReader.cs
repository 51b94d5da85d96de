using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using Authz.Tokens;
using Microsoft.IdentityModel.Tokens;

namespace Authz.Keys.Reading;

/// <summary>Reads the RSA part of a key (RFC 7518 section 6.3.1) and refuses weak ones.</summary>
internal static class RsaKeyReader
{
    public static JwkReadResult Read(JsonWebKey jwk)
    {
        if (Base64UrlMember.Decode(jwk.N) is not byte[] modulus || Base64UrlMember.Decode(jwk.E) is not byte[] exponent)
        {
            return JwkReadResult.Unused("its n and e must be base64url without padding.");
        }

        AlgorithmSet algorithms = AlgorithmSets.Bind(jwk.Alg, AlgorithmSet.RsaPkcs1 | AlgorithmSet.RsaPss);
        return algorithms == AlgorithmSet.None
            ? JwkReadResult.Unused("its alg is not a signature algorithm of RSA.")
            : Read(jwk.Kid, algorithms, new RSAParameters { Modulus = modulus, Exponent = exponent });
    }

    /// <param name="keyId">The <c>kid</c>; null for the thumbprint.</param>
    /// <param name="algorithms">The algorithms that the key is for.</param>
    /// <param name="rsa">Modulus and exponent.</param>
    public static JwkReadResult Read(string? keyId, AlgorithmSet algorithms, RSAParameters rsa) =>
        FindFault(rsa.Modulus!, rsa.Exponent!) is string fault
            ? JwkReadResult.Unused(fault)
            : new JwkReadResult(PublicKey.Rsa(keyId, algorithms, rsa), null);

    private static string? FindFault(byte[] modulus, byte[] exponent)
    {
        // RFC 7518 sections 6.3.1.1 and 6.3.1.2: Base64urlUInt, which section 2 defines as the shortest form of the number.
        if (modulus[0] == 0 || exponent[0] == 0)
        {
            return "its n or e has leading zeros.";
        }

        int bits = modulus.Length * 8 - BitOperations.LeadingZeroCount((uint)modulus[0]) + 24;
        return bits is < KeyLimits.SmallestRsaBits or > KeyLimits.LargestRsaBits
                ? $"it has {bits} bits; RSA keys must have {KeyLimits.SmallestRsaBits} to {KeyLimits.LargestRsaBits}."
            : (modulus[^1] & 1) == 0 ? "its n is even."
            : !IsExponentSound(exponent) ? "its e must be odd, at least 3 and below 2^32."
            : RocaFingerprint.IsIn(modulus)
                ? "it was made by a faulty generator (ROCA, CVE-2017-15361) and can be factored. Withdraw this key."
            : null;
    }

    private static bool IsExponentSound(byte[] exponent)
    {
        if (exponent.Length > sizeof(uint))
        {
            return false;
        }

        Span<byte> padded = stackalloc byte[sizeof(uint)];
        padded.Clear();
        exponent.CopyTo(padded[(sizeof(uint) - exponent.Length)..]);
        uint value = BinaryPrimitives.ReadUInt32BigEndian(padded);
        return value >= 3 && (value & 1) == 1;
    }
}
