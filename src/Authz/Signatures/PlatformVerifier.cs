using System.Security.Cryptography;
using Authz.Tokens;

namespace Authz.Signatures;

/// <summary>
/// Verifies RSA and ECDSA signatures. The platform does not promise that its key objects may be shared, so each verification borrows one
/// of a few.
/// </summary>
internal sealed class PlatformVerifier : SignatureVerifier
{
    private readonly AsymmetricAlgorithmPool<DigestVerifier> _pool;

    private PlatformVerifier(Func<DigestVerifier> create, int signatureLength, AlgorithmSet capable)
        : base(signatureLength, capable) => _pool = new AsymmetricAlgorithmPool<DigestVerifier>(create);

    /// <exception cref="CryptographicException">The platform does not accept the key.</exception>
    public static PlatformVerifier Create(RSAParameters publicKey) =>
        new(() => DigestVerifier.ForRsa(publicKey), publicKey.Modulus!.Length, AlgorithmSet.RsaPkcs1 | AlgorithmSet.RsaPss);

    /// <param name="publicKey">A key on P-256, P-384 or P-521.</param>
    /// <exception cref="CryptographicException">The point is not on the curve, or the platform does not accept the key.</exception>
    public static PlatformVerifier Create(ECParameters publicKey)
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
        return new PlatformVerifier(() => DigestVerifier.ForEc(publicKey), 2 * size, capable);
    }

    protected override bool VerifyCore(JwsAlgorithm algorithm, ReadOnlySpan<byte> signingInput, ReadOnlySpan<byte> signature)
    {
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
