namespace Authz.Import.Tests;

/// <summary>Writes who may have each route, by which issuer, audience and identity source its authorizer decides, and the cross-origin rules.</summary>
internal static class ImportedMeaning
{
    /// <summary>The meaning; the problems' messages if there are any.</summary>
    public static string Of(ImportedDefinition imported)
    {
        string access = ImportedAccess.Of(imported);
        if (imported.Definition is not { } definition)
        {
            return access;
        }

        HashSet<string> used = [.. definition.Routes.Values.Select(route => route.Authorizer).OfType<string>()];
        IEnumerable<(string Name, string Text)> authorizers = definition.Authorizers.Select(pair => (pair.Key, Of(pair.Key, pair.Value)))
            .Concat(definition.LambdaAuthorizers.Select(pair => (pair.Key, Lambda(pair.Key, pair.Value.AuthorizerUri))));
        return access + string.Concat(authorizers.Where(authorizer => used.Contains(authorizer.Name))
            .OrderBy(authorizer => authorizer.Name, StringComparer.Ordinal)
            .Select(authorizer => authorizer.Text)) + (definition.Cors is { } cors ? Cors(string.Join(',', cors.AllowOrigins), string.Join(',', cors.AllowMethods)) : "");
    }

    /// <summary>How the second readings write cross-origin rules.</summary>
    public static string Cors(string origins, string methods) => $" | cors {origins} {methods}";

    /// <summary>How the second readings write a JWT authorizer.</summary>
    public static string Jwt(string name, string issuer, string audience, string source) =>
        $" | {name}: {issuer} {audience} {source}";

    /// <summary>How the second readings write a Lambda authorizer.</summary>
    public static string Lambda(string name, string function) => $" | {name}: function {function}";

    private static string Of(string name, AuthorizerDefinition authorizer) => string.Concat(authorizer.JwtConfiguration.Select(jwt =>
        Jwt(name, jwt.Issuer, string.Join(',', jwt.Audience), authorizer.IdentitySource)));
}
