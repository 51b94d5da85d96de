using Authz.Explaining;

namespace Authz.Testing.Policies.Running;

/// <summary>Proofs for the tokens of cases (RFC 9449), by one key.</summary>
internal static class PolicyProof
{
    public static SigningKey Key { get; } = SigningKey.Create("ES256");

    /// <summary>The case's request with its token and a proof, which has a nonce if the authorizer wants one.</summary>
    public static AuthorizationRequest Place(
        ApiAuthorizer authorizer, AuthorizerDefinition guard, PolicyCase policyCase, string token, TimeProvider clock)
    {
        AuthorizationRequest request = Create(guard, policyCase, token, nonce: null, clock);
        return authorizer.Explain(request).Decision.ProofNonce is { } nonce
            ? Create(guard, policyCase, token, nonce, clock)
            : request;
    }

    private static AuthorizationRequest Create(
        AuthorizerDefinition guard, PolicyCase policyCase, string token, string? nonce, TimeProvider clock)
    {
        string origin = guard.TokenBinding is { Origins: [{ } first, ..] } ? first : "https://api.example.com";
        TestToken proof = Key.CreateProof(policyCase.Method, origin + policyCase.Target.Split('?')[0], token, clock);
        if (nonce is not null)
        {
            proof.With("nonce", nonce);
        }

        PolicyIssuers.Overlay(proof.Claims, policyCase.Proof);
        return TokenPlacement.Place(guard, policyCase.Method, policyCase.Target, token, proof.Sign(Key));
    }
}
