namespace Authz.Import.Tests.Properties;

/// <summary>
/// What API Gateway's CreateRoute does with a route's type, authorizer and scopes (API reference, version 2; developer guide, HTTP API
/// access control), for the second readings.
/// </summary>
internal static class RouteRules
{
    /// <summary>The access; null where the service refuses, or where it would ignore what is written.</summary>
    /// <param name="type">The authorization type; null for none.</param>
    /// <param name="authorizer">The name of the authorizer of this API; null for none.</param>
    /// <param name="isJwt">Whether that is a JWT authorizer.</param>
    /// <param name="isNamed">Whether the route names an authorizer, which may not be this API's.</param>
    /// <param name="scopes">The scopes; null for none written.</param>
    public static string? Access(string? type, string? authorizer, bool isJwt, bool isNamed, string[]? scopes) => type switch
    {
        null or "NONE" => isNamed || scopes is not null ? null : "open",
        "AWS_IAM" => "iam",
        "JWT" => authorizer is null || !isJwt ? null : string.Join(' ', [authorizer, .. scopes ?? []]),
        "CUSTOM" => authorizer is null || isJwt || scopes is { Length: > 0 } ? null : authorizer,
        _ => null,
    };
}
