using Authz.Credentials;
using Authz.Targets;
using Authz.Verification;

namespace Authz.Decisions;

/// <summary>An authorizer made ready: where its tokens are found, how long they may be, and how they are verified.</summary>
internal sealed class CompiledAuthorizer(IdentitySource identitySource, int maximumTokenLength, TokenVerifier tokens)
{
    public TokenVerifier Tokens { get; } = tokens;

    /// <summary>Characters.</summary>
    public int MaximumTokenLength { get; } = maximumTokenLength;

    /// <summary>Finds the token's characters in a request; on false <paramref name="reason"/> says why there are none.</summary>
    public bool TryFindToken(HeaderSource headers, in RequestTarget target, out TokenText text, out RefusalReason reason) =>
        identitySource.TryRead(headers, target, out text, out reason);

    /// <summary>
    /// Whether the characters are one token, and none that is too long to be looked at; on false <paramref name="reason"/> says why not.
    /// Not asked of a remembered token, which was both.
    /// </summary>
    public bool IsReadable(TokenText text, out RefusalReason reason)
    {
        if (identitySource.IsList(text))
        {
            reason = RefusalReason.CredentialsAmbiguous;
            return false;
        }

        reason = RefusalReason.TokenTooLarge;
        return text.Length <= MaximumTokenLength;
    }
}
