namespace Authz.Server.Issuer.Login;

/// <summary>What is asked of a client that brings a code (RFC 6749 section 4.1.3, RFC 7636 section 4.6).</summary>
internal sealed class CodeExchange(AuthorizationCodes codes)
{
    /// <returns>What the code stands for; null with the problem. A code that was looked at is used up.</returns>
    public CodeGrant? Redeem(IFormCollection form, string client, string? proofKey, out LoginProblem? problem)
    {
        if (form["code"] is not [{ Length: > 0 } code]
            || form["redirect_uri"] is not [{ } redirectUri]
            || form["code_verifier"] is not [{ } verifier])
        {
            problem = new("invalid_request", "code, redirect_uri and code_verifier are needed, each once.");
            return null;
        }

        if (codes.Take(code) is not { } grant)
        {
            problem = new("invalid_grant", $"the code is unknown, used, or older than {AuthorizationCodes.Lifetime.TotalSeconds} s.");
            return null;
        }

        problem = grant switch
        {
            _ when grant.ClientId != client => new("invalid_grant", "the code is another client's; send client_id."),
            _ when grant.RedirectUri != redirectUri => new("invalid_grant", "redirect_uri is not the one of the login."),
            _ when !CodeChallenge.IsMetBy(grant.Challenge, verifier) => new("invalid_grant", "code_verifier does not belong to code_challenge."),
            _ when grant.ProofKey is not null && grant.ProofKey != proofKey =>
                new("invalid_dpop_proof", "the code is for the key that dpop_jkt named at the login."),
            _ when !form["resource"].All(resource => grant.Audience.Contains(resource, StringComparer.Ordinal)) =>
                new("invalid_target", "resource is not one of the login."),
            _ => null,
        };
        return problem is null ? grant : null;
    }
}
