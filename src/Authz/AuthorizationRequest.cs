using System.Net;

namespace Authz;

/// <summary>One HTTP request as the engine sees it: method, target and headers, exactly as they came over the wire.</summary>
/// <param name="Method">The method, compared case-sensitively (RFC 9110 section 9.1).</param>
/// <param name="Target">
/// The request target in origin form: percent-encoded path and optional query, as on the request line (RFC 9112 section 3.2.1). Never a
/// decoded path: the target that is judged must be the one that the backend reads.
/// </param>
/// <param name="Headers">The request's headers.</param>
public readonly record struct AuthorizationRequest(string Method, string Target, HeaderSource Headers)
{
    /// <summary>
    /// The key of the route that a gateway in front has already chosen, such as <c>GET /pets/{id}</c> or <c>$connect</c>. The request is
    /// then decided for that route, regardless of its method and path; if the definition has no such key, no route is found.
    /// </summary>
    /// <value>The default is null: the route is found by method and path.</value>
    public string? RouteKey { get; init; }

    /// <summary>
    /// The target as the client sent it, if <see cref="Target"/> is another: with the stage, and with what stands in front of it for the
    /// client. A proof's <c>htu</c> names it (RFC 9449 section 4.2).
    /// </summary>
    /// <value>The default is null: it is <see cref="Target"/>.</value>
    public string? PublicTarget { get; init; }

    /// <summary>
    /// The SHA-256 thumbprint of the client's certificate, base64url (RFC 8705 section 3.1): of the connection's own, or of one that a
    /// trusted proxy names. Anything that is not one certificate for certain is an empty text, which no token is bound to.
    /// </summary>
    /// <value>The default is null: the client has shown no certificate.</value>
    public string? ClientCertificateThumbprint { get; init; }

    /// <summary>
    /// The address that the connection comes from, or that a trusted proxy in front names: for <c>context:identity.sourceIp</c> in
    /// conditions. Set <see cref="ApiAuthorizerOptions.SuppliesSourceAddress"/> if requests have it.
    /// </summary>
    /// <value>The default is null: unknown, so that no term with that key holds, not even one that asks whether it is missing.</value>
    public IPAddress? SourceAddress { get; init; }

    /// <summary>
    /// The stage that serves the request, for <c>context:stage</c> in conditions. Set <see cref="ApiAuthorizerOptions.SuppliesStage"/> if
    /// requests have it.
    /// </summary>
    /// <value>The default is null: unknown, as for <see cref="SourceAddress"/>.</value>
    public string? Stage { get; init; }

    /// <summary>Says which tools the request calls, if its route has <see cref="RouteDefinition.Tools"/>.</summary>
    /// <value>The default knows of none, so that requests of such routes are refused.</value>
    public ToolSource Tools { get; init; }
}
