using System.Security.Cryptography;
using Authz.Keys.Reading;
using Authz.Keys.Refreshing;
using Authz.Signatures;
using Authz.Tokens;

namespace Authz.Keys;

/// <summary>
/// A key of one issuer's set, bound to its <c>kid</c> and algorithms. The object stays the same across refreshes for as long as the
/// issuer publishes the key unchanged, so whatever was verified with it stays verified.
/// </summary>
internal sealed class VerificationKey
{
    private readonly KeyAge _age;
    private volatile bool _isWithdrawn;

    /// <exception cref="CryptographicException">The platform refuses the key, such as a point that is not on its curve.</exception>
    /// <param name="publicKey">What the issuer published.</param>
    /// <param name="age">The age of the set that the key belongs to.</param>
    public VerificationKey(PublicKey publicKey, KeyAge age)
    {
        PublicKey = publicKey;
        _age = age;
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

    /// <summary>
    /// Until when what was verified with this key holds, as far as is known, in Unix seconds; in the past where it does not.
    /// </summary>
    public long UsableUntil => _isWithdrawn ? long.MinValue : _age.UsableUntil;

    /// <summary>Whether what was verified with this key still holds: the issuer publishes it, as far as is known recently enough.</summary>
    /// <param name="now">The wall clock in Unix seconds.</param>
    public bool IsInForce(long now) => now < UsableUntil;

    /// <summary>Notes that a newer set lacks this key. It never comes back: a key published again is a new object.</summary>
    public void Withdraw()
    {
        _isWithdrawn = true;
        _age.Epoch.Advance();
    }
}
