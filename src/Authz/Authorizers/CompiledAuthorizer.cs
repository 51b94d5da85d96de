using Authz.Targets;

namespace Authz.Authorizers;

/// <summary>An authorizer made ready: where its tokens are found, how long they may be, and how they are verified.</summary>
internal sealed class CompiledAuthorizer(IdentitySource identitySource, int maximumTokenLength, TokenVerifier tokens)
{
    public TokenVerifier Tokens { get; } = tokens;

    /// <summary>Characters.</summary>
    public int MaximumTokenLength { get; } = maximumTokenLength;

    /// <summary>Finds the token of a request, none that is too long to be looked at; on false <paramref name="reason"/> says why there is none.</summary>
    public bool TryReadToken(HeaderSource headers, in RequestTarget target, out TokenText text, out RefusalReason reason)
    {
        if (!identitySource.TryRead(headers, target, out text, out reason))
        {
            return false;
        }

        reason = RefusalReason.TokenTooLarge;
        return text.Length <= MaximumTokenLength;
    }
}
