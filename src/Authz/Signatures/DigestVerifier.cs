using System.Security.Cryptography;
using Authz.Signatures.OpenSsl;
using Authz.Tokens;

namespace Authz.Signatures;

/// <summary>
/// Verifies signatures over digests with one public key of the platform's: in contexts that are kept, where these are proven, else by the
/// platform's own calls. For one thread at a time.
/// </summary>
/// <param name="key">The key, which this object disposes.</param>
internal sealed class DigestVerifier(AsymmetricAlgorithm key) : IDisposable
{
    private KeptContexts? _contexts;
    private bool _wasUsed;

    /// <summary>A verifier for an RSA key.</summary>
    /// <exception cref="CryptographicException">The platform does not accept the key.</exception>
    public static DigestVerifier ForRsa(RSAParameters publicKey) =>
        new(OperatingSystem.IsLinux() ? new RSAOpenSsl(publicKey) : RSA.Create(publicKey));

    /// <summary>A verifier for an elliptic curve key.</summary>
    /// <exception cref="CryptographicException">The point is not on the curve, or the platform does not accept the key.</exception>
    public static DigestVerifier ForEc(ECParameters publicKey)
    {
        ECDsa key = OperatingSystem.IsLinux() ? new ECDsaOpenSsl() : ECDsa.Create();
        key.ImportParameters(publicKey);
        return new DigestVerifier(key);
    }

    /// <summary>Whether the signature is the key's over the digest.</summary>
    /// <param name="algorithm">An algorithm of the key's type and curve.</param>
    /// <param name="digest">The digest, as long as the algorithm's hash.</param>
    /// <param name="signature">The signature as in a JWS, of the length that the key's have.</param>
    public bool Verify(JwsAlgorithm algorithm, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature)
    {
        SignatureVerdict verdict = SignatureVerdict.Undecided;

        // A key that verifies once, as at a cold start, is not worth a context.
        if (_wasUsed && ContextSupport.IsProven(algorithm))
        {
            verdict = (_contexts ??= new KeptContexts(key)).Verify(algorithm, digest, signature);
        }

        _wasUsed = true;
        return verdict == SignatureVerdict.Undecided
            ? PlatformSignatures.Verify(key, algorithm, digest, signature)
            : verdict == SignatureVerdict.Valid;
    }

    public void Dispose()
    {
        if (OperatingSystem.IsLinux())
        {
            _contexts?.Dispose();
        }

        key.Dispose();
    }
}
