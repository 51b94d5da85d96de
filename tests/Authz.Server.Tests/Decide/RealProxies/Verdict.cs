namespace Authz.Server.Tests.Decide.RealProxies;

/// <summary>What became of a request, however it was sent.</summary>
/// <param name="Status">The status; 200 if the upstream answered.</param>
/// <param name="Challenge">The challenge; null for none.</param>
/// <param name="Target">The target that reached the upstream; null if none did.</param>
/// <param name="User">The identity that the upstream was told; null for none.</param>
internal sealed record Verdict(int Status, string? Challenge, string? Target, string? User)
{
    /// <summary>What the library says.</summary>
    public static async Task<Verdict> OfAsync(ApiAuthorizer authorizer, RequestSample sample)
    {
        AuthorizationDecision decision = await authorizer.AuthorizeAsync(sample.ToAuthorizationRequest());
        return decision.IsAllowed
            ? new Verdict(200, null, sample.Target, decision.Token?.Subject)
            : new Verdict(decision.StatusCode, decision.Challenge, null, null);
    }
}
