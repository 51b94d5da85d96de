using System.Globalization;
using Authz.Server.Exchanges;
using Authz.Server.Gateway.Functions;

namespace Authz.Server.Gateway.Mapping;

/// <summary>
/// The <c>$context</c> variables of the service as far as they are known while a request is served
/// (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html).
/// </summary>
internal static class ContextVariables
{
    private const string AuthorizerPrefix = "authorizer.";
    private const string ClaimPrefix = "authorizer.claims.";

    /// <summary>A variable's value; null if it is unknown or has no value.</summary>
    public static string? Find(DecidedExchange exchange, string name) => name switch
    {
        "requestId" or "extendedRequestId" => exchange.RequestId,
        "httpMethod" => exchange.Request.Method,
        "path" => EventPath.Readable(exchange),
        "stage" => exchange.Stage?.Name,
        "accountId" => EventContext.AccountId,
        "apiId" => EventContext.ApiId,
        "protocol" => "HTTP/1.1",
        "routeKey" => exchange.Decision.RouteKey,
        "requestTime" => exchange.ReceivedAt.ToUniversalTime().ToString("dd/MMM/yyyy:HH:mm:ss '+0000'", CultureInfo.InvariantCulture),
        "requestTimeEpoch" => exchange.ReceivedAt.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
        "domainName" => exchange.Host,
        "domainPrefix" => exchange.Host.Split('.')[0],
        "identity.sourceIp" => exchange.SourceIp,
        "identity.userAgent" => exchange.FindHeader("User-Agent").ToString(),
        _ when name.StartsWith(ClaimPrefix, StringComparison.Ordinal) => FindClaim(exchange, name[ClaimPrefix.Length..]),
        _ when exchange.Decision.Token is not null && name.StartsWith(ClaimJson.Variable, StringComparison.Ordinal) =>
            ClaimJson.Find(exchange.Decision.Token, name[ClaimJson.Variable.Length..]),
        _ when name.StartsWith(AuthorizerPrefix, StringComparison.Ordinal) => exchange.Verdict?.Find(name[AuthorizerPrefix.Length..]),
        _ => null,
    };

    // The service's strings, and null if the token has no such claim: claims are read from verified tokens only.
    private static string? FindClaim(DecidedExchange exchange, string claim) =>
        exchange.Claims?.GetValueOrDefault(claim);
}
