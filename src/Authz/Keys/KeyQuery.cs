using Authz.Tokens;

namespace Authz.Keys;

/// <summary>What a token says about the key that signed it.</summary>
/// <param name="issuer">The token's issuer.</param>
/// <param name="reference">How the token names its key.</param>
/// <param name="algorithm">The token's algorithm, which the key must be bound to.</param>
internal readonly ref struct KeyQuery(TokenIssuer issuer, KeyReference reference, JwsAlgorithm algorithm)
{
    public TokenIssuer Issuer { get; } = issuer;

    public KeyReference Reference { get; } = reference;

    public JwsAlgorithm Algorithm { get; } = algorithm;

    /// <summary>Whether the key may verify the token, whatever its name.</summary>
    public bool IsMetBy(VerificationKey key) => key.Algorithms.Contains(Algorithm) && Issuer.IsIssuerOf(key.PublicKey.Description.Issuer);
}
