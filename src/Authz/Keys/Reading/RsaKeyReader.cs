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
        if (jwk.N is null || jwk.E is null)
        {
            return JwkReadResult.Unused("it has no n or no e; a certificate in x5c is not read.");
        }

        if (UnsignedNumber.Decode(jwk.N) is not byte[] modulus || UnsignedNumber.Decode(jwk.E) is not byte[] exponent)
        {
            return JwkReadResult.Unused("its n and e must be base64url without padding, and not zero.");
        }

        AlgorithmSet algorithms = AlgorithmSets.Bind(jwk.Alg, AlgorithmSet.RsaPkcs1 | AlgorithmSet.RsaPss);
        return algorithms == AlgorithmSet.None
            ? JwkReadResult.Unused("its alg is not a signature algorithm of RSA.")
            : Read(KeyDescription.Of(jwk), algorithms, new RSAParameters { Modulus = modulus, Exponent = exponent });
    }

    /// <param name="description">What is published about it; null for the thumbprint.</param>
    /// <param name="algorithms">The algorithms that the key is for.</param>
    /// <param name="rsa">Modulus and exponent.</param>
    public static JwkReadResult Read(KeyDescription? description, AlgorithmSet algorithms, RSAParameters rsa) =>
        FindFault(rsa.Modulus!, rsa.Exponent!) is string fault
            ? JwkReadResult.Unused(fault)
            : new JwkReadResult(PublicKey.Rsa(description, algorithms, rsa), null);

    private static string? FindFault(byte[] modulus, byte[] exponent)
    {
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
