using System.Diagnostics;
using System.Security.Cryptography;
using Authz.Tokens;

namespace Authz.Signatures;

/// <summary>The platform's own calls (RFC 7518 sections 3.3 to 3.5).</summary>
internal static class PlatformSignatures
{
    /// <summary>Whether the signature is the key's over the digest.</summary>
    public static bool Verify(AsymmetricAlgorithm key, JwsAlgorithm algorithm, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature) =>
        key switch
        {
            RSA rsa => rsa.VerifyHash(digest, signature, HashOf(algorithm), PaddingOf(algorithm)),
            ECDsa ecdsa => ecdsa.VerifyHash(digest, signature, DSASignatureFormat.IeeeP1363FixedFieldConcatenation),
            _ => throw new UnreachableException(),
        };

    private static RSASignaturePadding PaddingOf(JwsAlgorithm algorithm) =>
        AlgorithmSet.RsaPss.Contains(algorithm) ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1;

    private static HashAlgorithmName HashOf(JwsAlgorithm algorithm) => algorithm switch
    {
        JwsAlgorithm.RS256 or JwsAlgorithm.PS256 => HashAlgorithmName.SHA256,
        JwsAlgorithm.RS384 or JwsAlgorithm.PS384 => HashAlgorithmName.SHA384,
        _ => HashAlgorithmName.SHA512,
    };
}
