using Authz.Binding;
using Authz.Credentials;
using Authz.Keys;
using Authz.Verification;

namespace Authz.Explaining;

/// <summary>What a decision found, noted by the decision itself if an explanation is wanted.</summary>
internal sealed class DecisionTrace
{
    /// <summary>The token's characters; null if the identity source holds no readable token.</summary>
    public TokenText? Token { get; private set; }

    /// <summary>The wall clock in Unix seconds.</summary>
    public long Now { get; private set; }

    /// <summary>The issuer that the token named; null if it was not found.</summary>
    public CompiledIssuer? Issuer { get; set; }

    /// <summary>What looking for the key found; null if it was not looked for.</summary>
    public KeyLookupStatus? KeyStatus { get; set; }

    /// <summary>Whether the signature was verified.</summary>
    public bool IsSigned { get; set; }

    /// <summary>The check that the request's proof did not hold; none if it held, or if there was none to make.</summary>
    public ProofStatus Proof { get; set; }

    /// <summary>The token, if it was accepted.</summary>
    public VerifiedToken? Accepted { get; set; }

    public void TakeToken(TokenText token, long now) => (Token, Now) = (token, now);
}
