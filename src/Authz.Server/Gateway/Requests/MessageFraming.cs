namespace Authz.Server.Gateway.Requests;

/// <summary>
/// Whether two programs could read a request's head differently (RFC 9112 section 6.1, RFC 9110 section 5.3). Heads that Kestrel refuses
/// itself, such as two hosts or two lengths, never come here.
/// </summary>
internal static class MessageFraming
{
    // If Kestrel prefers Transfer-Encoding to Content-Length, it keeps the latter under this name.
    private const string OverruledLength = "X-Content-Length";

    // The only coding that the gateway decodes. Kestrel looks at the last of a list, and at names in any case, as not every program does.
    private const string Chunked = "chunked";

    /// <summary>Whether the length of the body has one reading.</summary>
    public static bool IsUnambiguous(HttpRequest request) =>
        !request.Headers.ContainsKey(OverruledLength)
        && (request.Headers.TransferEncoding.Count == 0
            || (request.Headers.TransferEncoding is [Chunked] && !HttpProtocol.IsHttp10(request.Protocol)));

    /// <summary>Whether a backend gets one set of credentials. Those of an open route are not checked but must not be ambiguous.</summary>
    public static bool HasOneCredential(IHeaderDictionary headers) => headers.Authorization.Count <= 1;
}
