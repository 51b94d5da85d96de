namespace Authz;

/// <summary>One HTTP request as the engine sees it: method, target and headers, exactly as they came over the wire.</summary>
/// <param name="Method">The method, compared case-sensitively (RFC 9110 section 9.1).</param>
/// <param name="Target">
/// The request target in origin form: percent-encoded path and optional query, as on the request line (RFC 9112 section 3.2.1). Never a
/// decoded path: what is decided on must be what the backend reads.
/// </param>
/// <param name="Headers">The request's headers.</param>
public readonly record struct AuthorizationRequest(string Method, string Target, HeaderSource Headers);
