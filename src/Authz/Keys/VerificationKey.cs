using System.Security.Cryptography;
using Authz.Signatures;
using Authz.Tokens;

namespace Authz.Keys;

/// <summary>
/// A key of one issuer's set, bound to its <c>kid</c> and algorithms. The object stays the same across refreshes for as long as the
/// issuer publishes the key unchanged, so whatever was verified with it stays verified.
/// </summary>
internal sealed class VerificationKey
{
    private volatile bool _isWithdrawn;

    /// <exception cref="CryptographicException">The platform refuses the key, such as a point that is not on its curve.</exception>
    public VerificationKey(PublicKey publicKey, IssuerKeys source)
    {
        PublicKey = publicKey;
        Source = source;
        Verifier = publicKey.GetVerifier();
    }

    /// <summary>What the issuer published.</summary>
    public PublicKey PublicKey { get; }

    public ReadOnlyMemory<byte> KeyId => PublicKey.KeyId;

    public string KeyIdText => PublicKey.KeyIdText;

    public AlgorithmSet Algorithms => PublicKey.Algorithms;

    public SignatureVerifier Verifier { get; }

    /// <summary>The header of a token that this key signed; null where none has been accepted yet.</summary>
    public KnownHeader? Header { get; set; }

    public IssuerKeys Source { get; }

    /// <summary>Whether a newer set lacks this key. It never comes back: a key published again is a new object.</summary>
    public bool IsWithdrawn => _isWithdrawn;

    public void Withdraw() => _isWithdrawn = true;
}
