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
}
