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
        string any = route.AuthorizationScopes.Count > 0 ? $"at least one of {ValueText.List(route.AuthorizationScopes)}" : "";
        string all = route.AllScopes.Count > 0 ? $"every one of {ValueText.List(route.AllScopes)}" : "";
        string expected = any.Length > 0 && all.Length > 0 ? $"{any}, and {all}" : any + all;
        string found = explained.Payload.TryGet("scp", out _) ? "scp" : "scope";
        return new(expected.Length == 0 ? "no scope" : expected, explained.Payload.Describe(found));
    }
}
