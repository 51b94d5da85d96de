using System.Security.Cryptography;
using Authz.Keys.Reading;
using Authz.Keys.Refreshing;
using Authz.Signatures;
using Authz.Tokens;

namespace Authz.Keys;

/// <summary>
/// A key of one issuer's set, bound to its <c>kid</c> and algorithms. The object stays the same across refreshes for as long as the
/// issuer publishes the key unchanged, so tokens verified with it stay verified.
/// </summary>
internal sealed class VerificationKey
{
    private readonly KeyAge _age;
    private volatile bool _isWithdrawn;

    /// <exception cref="CryptographicException">The platform refuses the key, such as a point that is not on its curve.</exception>
    /// <param name="publicKey">The key as published.</param>
    /// <param name="age">The age of the set that the key belongs to.</param>
    public VerificationKey(PublicKey publicKey, KeyAge age)
    {
        PublicKey = publicKey;
        _age = age;
        Verifier = publicKey.GetVerifier();
    }

    /// <summary>The key as published.</summary>
    public PublicKey PublicKey { get; }

    /// <summary>The <c>kid</c>; null if the key has none.</summary>
    public string? KeyId => PublicKey.Description.KeyId;

    public AlgorithmSet Algorithms => PublicKey.Algorithms;

    public SignatureVerifier Verifier { get; }

    /// <summary>The header of a token that this key signed; null if no token has been accepted yet.</summary>
    public KnownHeader? Header { get; set; }

    /// <summary>
    /// Until when tokens verified with this key stay valid, as far as is known, in Unix seconds; in the past if they no longer are.
    /// </summary>
    public long UsableUntil => _isWithdrawn ? long.MinValue : _age.UsableUntil;

    /// <summary>Whether tokens verified with this key are still valid: the issuer publishes it, according to recent enough keys.</summary>
    /// <param name="now">The wall clock in Unix seconds.</param>
    public bool IsInForce(long now) => now < UsableUntil;

    /// <summary>Notes that this key is missing in a newer set. It never comes back: a key published again is a new object.</summary>
    public void Withdraw()
    {
        _isWithdrawn = true;
        _age.Epoch.Advance();
    }
}
