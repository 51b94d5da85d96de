using System.Security.Cryptography;
using Authz.Tokens;

namespace Authz.Signatures;

/// <summary>
/// Verifies signatures with one public key, from any number of threads. The platform does not promise that its key objects may be
/// shared, so each verification borrows one of a few.
/// </summary>
internal sealed class SignatureVerifier
{
    private readonly AsymmetricAlgorithmPool<DigestVerifier> _pool;

    private SignatureVerifier(AsymmetricAlgorithmPool<DigestVerifier> pool, int signatureLength, AlgorithmSet capable)
    {
        _pool = pool;
        SignatureLength = signatureLength;
        Capable = capable;
    }

    /// <summary>The length of every signature that the key can make, in bytes.</summary>
    public int SignatureLength { get; }

    /// <summary>The algorithms that the key's type and curve can verify.</summary>
    public AlgorithmSet Capable { get; }

    /// <summary>A verifier for an RSA key.</summary>
    /// <exception cref="CryptographicException">The platform does not accept the key.</exception>
    public static SignatureVerifier ForRsa(RSAParameters publicKey)
    {
        var pool = new AsymmetricAlgorithmPool<DigestVerifier>(() => DigestVerifier.ForRsa(publicKey));
        return new SignatureVerifier(pool, publicKey.Modulus!.Length, AlgorithmSet.RsaPkcs1 | AlgorithmSet.RsaPss);
    }

    /// <summary>A verifier for a key on P-256, P-384 or P-521.</summary>
    /// <exception cref="CryptographicException">The point is not on the curve, or the platform does not accept the key.</exception>
    public static SignatureVerifier ForEc(ECParameters publicKey)
    {
        int size = publicKey.Q.X!.Length;

        // RFC 7518 section 3.4: each algorithm belongs to one curve.
        AlgorithmSet capable = size switch
        {
            32 => AlgorithmSet.ES256,
            48 => AlgorithmSet.ES384,
            66 => AlgorithmSet.ES512,
            _ => throw new CryptographicException("The curve is not P-256, P-384 or P-521."),
        };
        return new SignatureVerifier(new AsymmetricAlgorithmPool<DigestVerifier>(() => DigestVerifier.ForEc(publicKey)), 2 * size, capable);
    }

    /// <summary>Whether the signature is one of this key over this input with this algorithm.</summary>
    public bool Verify(JwsAlgorithm algorithm, ReadOnlySpan<byte> signingInput, ReadOnlySpan<byte> signature)
    {
        // The length is fixed by the key: RFC 7518 section 3.4, RFC 8017 sections 8.1.2 and 8.2.2 (step 1). Checked before any
        // arithmetic is paid for.
        if (!Capable.Contains(algorithm) || signature.Length != SignatureLength)
        {
            return false;
        }

        Span<byte> digest = stackalloc byte[SHA512.HashSizeInBytes];
        digest = Hash(algorithm, signingInput, digest);
        DigestVerifier verifier = _pool.Borrow();
        bool isValid = verifier.Verify(algorithm, digest, signature);
        _pool.Return(verifier);
        return isValid;
    }

    private static Span<byte> Hash(JwsAlgorithm algorithm, ReadOnlySpan<byte> input, Span<byte> destination) => algorithm switch
    {
        JwsAlgorithm.RS256 or JwsAlgorithm.PS256 or JwsAlgorithm.ES256 => destination[..SHA256.HashData(input, destination)],
        JwsAlgorithm.RS384 or JwsAlgorithm.PS384 or JwsAlgorithm.ES384 => destination[..SHA384.HashData(input, destination)],
        _ => destination[..SHA512.HashData(input, destination)],
    };
}
