namespace Authz.Explaining;

/// <summary>What the checks of verified claims and of scopes found.</summary>
internal static class ClaimFindings
{
    public static CheckFinding Audience(ExplainedRequest explained)
    {
        IReadOnlyList<string> accepted = explained.Authorizer.JwtConfiguration.First(
            entry => entry.Issuer == explained.Issuer.Issuer).Audience;
        string name = explained.Payload.TryGet("aud", out _) ? "aud" : "client_id";
        string found = explained.Reason == RefusalReason.ClaimMissing ? "no aud and no client_id" : explained.Payload.Describe(name);
        return new($"aud, or client_id if there is no aud: {(accepted.Count > 1 ? "one of " : "")}{ValueText.List(accepted)}", found);
    }

    public static CheckFinding Scopes(ExplainedRequest explained)
    {
        RouteDefinition route = explained.Route!.Definition;
        string expected = Demand(route.AuthorizationScopes, route.AllScopes);
        string found = explained.Payload.TryGet("scp", out _) ? "scp" : "scope";
        return new(expected.Length == 0 ? "no scope" : expected, explained.Payload.Describe(found));
    }

    /// <summary>What is asked of a token's scopes; empty if nothing is.</summary>
    public static string Demand(IReadOnlyList<string> anyOf, IReadOnlyList<string> allOf)
    {
        string any = anyOf.Count > 0 ? $"at least one of {ValueText.List(anyOf)}" : "";
        string all = allOf.Count > 0 ? $"every one of {ValueText.List(allOf)}" : "";
        return any.Length > 0 && all.Length > 0 ? $"{any}, and {all}" : any + all;
    }
}
