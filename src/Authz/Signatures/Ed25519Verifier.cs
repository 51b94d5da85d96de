using System.Security.Cryptography;
using Authz.Tokens;
using NSec.Cryptography;
using Ed25519Key = NSec.Cryptography.PublicKey;

namespace Authz.Signatures;

/// <summary>
/// Verifies Ed25519 signatures (RFC 8032 section 5.1.7) by libsodium, which also refuses a scalar that is not reduced, and an R that is not
/// canonical or of small order. Its keys may be shared between threads.
/// </summary>
internal sealed class Ed25519Verifier : SignatureVerifier
{
    private readonly SignatureAlgorithm _algorithm;
    private readonly Ed25519Key _key;

    private Ed25519Verifier(SignatureAlgorithm algorithm, Ed25519Key key)
        : base(algorithm.SignatureSize, AlgorithmSet.Ed25519) => (_algorithm, _key) = (algorithm, key);

    /// <param name="publicKey">The 32 octets of RFC 8032 section 5.1.5.</param>
    /// <exception cref="CryptographicException">It is no point that may verify signatures, or libsodium cannot be loaded.</exception>
    public static Ed25519Verifier Create(ReadOnlySpan<byte> publicKey) =>
        Libsodium.Ed25519 is { } algorithm && Libsodium.IsEd25519Point(publicKey)
            ? new Ed25519Verifier(algorithm, Ed25519Key.Import(algorithm, publicKey, KeyBlobFormat.RawPublicKey))
            : throw new CryptographicException(Libsodium.Fault ?? "It is not a point that may verify signatures.");

    protected override bool VerifyCore(JwsAlgorithm algorithm, ReadOnlySpan<byte> signingInput, ReadOnlySpan<byte> signature) =>
        _algorithm.Verify(_key, signingInput, signature);
}
