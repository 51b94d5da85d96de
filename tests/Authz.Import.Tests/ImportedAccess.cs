namespace Authz.Import.Tests;

/// <summary>Writes who may have each route of an imported file, for tables: <c>open</c>, <c>iam</c>, or the authorizer with its scopes.</summary>
internal static class ImportedAccess
{
    /// <summary>The access by route key, in the order of the keys; the problems' messages if there are any.</summary>
    public static string Of(ImportedDefinition imported) => imported.Definition is { } definition
        ? string.Join("; ", definition.Routes.OrderBy(route => route.Key, StringComparer.Ordinal).Select(route => $"{route.Key} = {Of(route.Value)}"))
        : string.Join(" ", imported.Problems.Select(problem => "! " + problem.Message));

    private static string Of(RouteDefinition route) => route switch
    {
        { IsOpen: true } => "open",
        { RequiresIam: true } => "iam",
        _ => string.Join(' ', [route.Authorizer!, .. route.AuthorizationScopes]),
    };
}
