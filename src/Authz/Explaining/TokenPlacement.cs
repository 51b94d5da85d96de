namespace Authz.Explaining;

/// <summary>Puts a token where the authorizer of a request's route looks for it.</summary>
internal static class TokenPlacement
{
    /// <summary>The authorizer that guards a request; null if no route matches, or its route has no JWT authorizer.</summary>
    public static AuthorizerDefinition? FindAuthorizer(ApiAuthorizer authorizer, string method, string target) =>
        authorizer.Authorize(new AuthorizationRequest(method, target, default)).Route?.Authorizer;

    /// <summary>The request with the token; unchanged without a token or an authorizer.</summary>
    /// <param name="authorizer">The authorizer; null for none.</param>
    /// <param name="method">The method.</param>
    /// <param name="target">The target.</param>
    /// <param name="token">The token; null for none.</param>
    /// <param name="proof">The proof that comes with it, so that the token comes under the scheme <c>DPoP</c>; null for none.</param>
    public static AuthorizationRequest Place(
        AuthorizerDefinition? authorizer, string method, string target, string? token, string? proof = null)
    {
        AuthorizationRequest bare = new(method, target, default);
        if (token is null || authorizer is null)
        {
            return bare;
        }

        IdentitySource source = IdentitySource.Parse(authorizer.IdentitySource);
        if (source.Kind == IdentitySourceKind.Header)
        {
            Dictionary<string, string> headers = new() { [source.Name] = $"{(proof is null ? "Bearer" : "DPoP")} {token}" };
            if (proof is not null)
            {
                headers["DPoP"] = proof;
            }

            return bare with { Headers = HeaderSource.From(headers) };
        }

        char separator = target.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        return bare with { Target = $"{target}{separator}{source.Name}={token}" };
    }
}
