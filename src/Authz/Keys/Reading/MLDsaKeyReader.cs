using System.Security.Cryptography;
using Authz.Signatures;
using Authz.Tokens;
using Microsoft.IdentityModel.Tokens;

namespace Authz.Keys.Reading;

/// <summary>Reads an algorithm key pair (RFC 9964), of whose algorithms only ML-DSA is used, where the platform has it.</summary>
internal static class MLDsaKeyReader
{
    public static JwkReadResult Read(JsonWebKey jwk)
    {
        // The algorithm is required: it fixes what the octets mean.
        JwsAlgorithm algorithm = JwsAlgorithmNames.Parse(jwk.Alg ?? "");
        if (!AlgorithmSet.MLDsa.Contains(algorithm))
        {
            return JwkReadResult.Unused($"its alg is not {string.Join(", ", AlgorithmSet.MLDsa.Names())}.");
        }

        string? text = jwk.AdditionalData.TryGetValue(JwkMemberReader.AlgorithmKeyPair, out object? value) ? (string)value : null;
        return OctetString.Decode(text) is byte[] pub
            ? Read(KeyDescription.Of(jwk), algorithm, pub)
            : JwkReadResult.Unused("its pub must be base64url without padding.");
    }

    /// <param name="description">What is published about it; null for the thumbprint.</param>
    /// <param name="algorithm">The parameter set.</param>
    /// <param name="pub">The public key, of any length.</param>
    public static JwkReadResult Read(KeyDescription? description, JwsAlgorithm algorithm, byte[] pub)
    {
        int length = MLDsaVerifier.ParametersOf(algorithm).PublicKeySizeInBytes;
        string? fault = pub.Length != length ? $"its public key must have exactly {length} bytes, as those of {algorithm.Name()}."
            : !MLDsa.IsSupported
            ? $"its algorithm {algorithm.Name()} is not supported by this platform's cryptography, which needs OpenSSL 3.5 or Windows 11 for it."
            : null;
        return fault is null ? new JwkReadResult(PublicKey.MLDsa(description, algorithm, pub), null) : JwkReadResult.Unused(fault);
    }
}
