using Authz.AspNetCore.Definitions;
using Microsoft.Extensions.Primitives;

namespace Authz.Server.Decide.ForwardAuth;

/// <summary>
/// Envoy asks by the HTTP service of its <c>ext_authz</c> filter
/// (https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/ext_authz_filter), as does the HTTP form of Gateway API's
/// <c>ExternalAuth</c>: the question has the method, target and host of the request itself. Headers that occur several times come joined
/// with commas.
/// </summary>
internal sealed class EnvoyRequestMapping : ForwardAuthRequestMapping
{
    public const string ClientAddress = "X-Real-IP";

    /// <summary>Names the client's headers to remove, in the answer.</summary>
    public const string HeadersToRemove = "x-envoy-auth-headers-to-remove";

    public override bool RemovesNamedHeaders => true;

    public override bool TryRead(HttpContext context, out OriginalRequest original)
    {
        IHeaderDictionary headers = context.Request.Headers;
        if (IsRepeated(headers.Host) || IsRepeated(headers[ClientAddress]))
        {
            original = default;
            return false;
        }

        original = new OriginalRequest(
            context.ToAuthorizationRequest() with { Headers = new HeaderSource(headers, FindHeader) },
            headers.Host.ToString(),
            OriginalRequest.ReadAddress(OnlyValue(headers[ClientAddress])));
        return true;
    }

    private static bool IsRepeated(StringValues values) =>
        values.Count > 1 || values.ToString().Contains(',', StringComparison.Ordinal);

    private static HeaderValue FindHeader(object state, string name)
    {
        HeaderValue value = HttpRequestMapping.FindHeader(state, name);
        return value.Value?.Contains(',', StringComparison.Ordinal) == true ? HeaderValue.Repeated : value;
    }
}
