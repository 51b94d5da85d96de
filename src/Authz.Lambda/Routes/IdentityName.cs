namespace Authz.Lambda.Routes;

/// <summary>The name in an identity source of the definition.</summary>
internal static class IdentityName
{
    private const string HeaderPrefix = "$request.header.";
    private const string QueryPrefix = "$request.querystring.";

    /// <summary>The header's name; null if the source is a query parameter.</summary>
    public static string? OfHeader(string identitySource) => After(HeaderPrefix, identitySource);

    /// <summary>The query parameter's name; null if the source is a header.</summary>
    public static string? OfQuery(string identitySource) => After(QueryPrefix, identitySource);

    private static string? After(string prefix, string identitySource) =>
        identitySource.StartsWith(prefix, StringComparison.Ordinal) ? identitySource[prefix.Length..] : null;
}
