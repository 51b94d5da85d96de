using Authz.AspNetCore.Refusals;

namespace Authz.AspNetCore.Scopes;

/// <summary>
/// Notes that a request was refused for missing scopes, and which scopes suffice; a feature of the request, read by its answer.
/// </summary>
internal sealed record MissingScopes(string Sufficient)
{
    private const string Explanation =
        "The token is valid but lacks a scope that the endpoint requires; the challenge's 'scope' names a sufficient set. Request a " +
        "token with it.";

    public RefusalResponse ToRefusal(JwtAuthorizerOptions options, bool isDpop)
    {
        BearerChallenge challenge = options.Compiled!.Schemes with
        {
            Error = "insufficient_scope",
            Description = "the token lacks a required scope",
            Scope = Sufficient,
            IsProofError = isDpop,
        };
        return RefusalResponse.Of(AuthorizationOutcome.Forbidden) with
        {
            Challenge = options.IncludeErrorDetails ? challenge.Write(options.Challenge) : BearerChallenge.Of(options),
            Reason = RefusalReason.ScopeMissing,
            Explanation = Explanation,
        };
    }
}
