namespace Authz.Explaining;

/// <summary>Puts a token where the authorizer of a request's route looks for it.</summary>
internal static class TokenPlacement
{
    /// <summary>The authorizer that guards a request; null if no route matches, or its route has no JWT authorizer.</summary>
    public static AuthorizerDefinition? FindAuthorizer(ApiAuthorizer authorizer, string method, string target) =>
        authorizer.Authorize(new AuthorizationRequest(method, target, default)).Route?.Authorizer;

    /// <summary>The request with the token; unchanged without a token or an authorizer.</summary>
    public static AuthorizationRequest Place(AuthorizerDefinition? authorizer, string method, string target, string? token)
    {
        AuthorizationRequest bare = new(method, target, default);
        if (token is null || authorizer is null)
        {
            return bare;
        }

        IdentitySource source = IdentitySource.Parse(authorizer.IdentitySource);
        if (source.Kind == IdentitySourceKind.Header)
        {
            return bare with { Headers = HeaderSource.From(new Dictionary<string, string> { [source.Name] = $"Bearer {token}" }) };
        }

        char separator = target.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        return bare with { Target = $"{target}{separator}{source.Name}={token}" };
    }
}
