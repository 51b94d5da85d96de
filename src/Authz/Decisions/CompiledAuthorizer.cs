using Authz.Binding;
using Authz.Credentials;
using Authz.Revoking;
using Authz.Targets;
using Authz.Tokens;
using Authz.Verification;

namespace Authz.Decisions;

/// <summary>An authorizer made ready: it finds its tokens, limits their length and verifies them.</summary>
internal sealed class CompiledAuthorizer(
    IdentitySource identitySource, int maximumTokenLength, TokenVerifier tokens, BindingCheck? binding, ClaimPlan claims)
{
    private readonly TokenFinder _finder = new(identitySource, binding?.AcceptsProofs == true);

    /// <summary>How tokens are bound to their sender; null if only bearer tokens are accepted.</summary>
    public BindingCheck? Binding { get; } = binding;

    /// <summary>Whether a token was revoked; null if that is not asked.</summary>
    public RevocationCheck? Revocation { get; init; }

    public TokenVerifier Tokens { get; } = tokens;

    /// <summary>The claims whose places are noted while a token is read.</summary>
    public ClaimPlan Claims { get; } = claims;

    /// <summary>The place of the tokens.</summary>
    public IdentitySource IdentitySource { get; } = identitySource;

    /// <summary>What its challenges lead clients to; null if it is no protected resource.</summary>
    public ProtectedResourceMetadata? Metadata { get; init; }

    /// <summary>Characters.</summary>
    public int MaximumTokenLength { get; } = maximumTokenLength;

    /// <summary>Finds the token's characters in a request; on false <paramref name="reason"/> says why there is no token.</summary>
    public bool TryFindToken(HeaderSource headers, in RequestTarget target, out TokenText text, out RefusalReason reason) =>
        _finder.TryRead(headers, target, out text, out reason);

    /// <summary>Whether a token came under the scheme <c>DPoP</c>.</summary>
    public bool IsDpop(TokenText text) => _finder.IsDpop(text);

    /// <summary>Whether the request has no token, not even an empty one.</summary>
    public bool IsTokenAbsent(HeaderSource headers, in RequestTarget target) => _finder.IsAbsent(headers, target);

    /// <summary>
    /// Whether the characters are exactly one token, within the size limit; on false <paramref name="reason"/> says why not.
    /// Not asked about a remembered token, which passed before.
    /// </summary>
    public bool IsReadable(TokenText text, out RefusalReason reason)
    {
        if (_finder.IsList(text))
        {
            reason = RefusalReason.CredentialsAmbiguous;
            return false;
        }

        reason = RefusalReason.TokenTooLarge;
        return text.Length <= MaximumTokenLength;
    }
}
