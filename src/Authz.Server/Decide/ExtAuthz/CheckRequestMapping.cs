using Authz.Server.Decide.ExtAuthz.Wire;

namespace Authz.Server.Decide.ExtAuthz;

/// <summary>Where the client's request stands in Envoy's question (envoy.service.auth.v3.AttributeContext).</summary>
internal static class CheckRequestMapping
{
    /// <summary>Reads the client's request; false if the question does not say it, or not in one way.</summary>
    public static bool TryRead(CheckRequest request, out OriginalRequest original, out CheckHeaders headers)
    {
        original = default;
        headers = null!;
        if (request.Attributes?.Request?.Http is not { Method.Length: > 0, Path.Length: > 0 } http
            || CheckHeaders.Of(http) is not { } found
            || !SaysTheSame(http))
        {
            return false;
        }

        headers = found;
        original = new OriginalRequest(
            new AuthorizationRequest(http.Method, http.Path, new HeaderSource(found, CheckHeaders.Find)),
            http.Host,
            OriginalRequest.ReadAddress(request.Attributes.Source?.Address?.SocketAddress?.Address));
        return true;
    }

    // Envoy tells the pseudo header fields (RFC 9113 section 8.3.1) among the headers too.
    private static bool SaysTheSame(AttributeContext.Types.HttpRequest http) =>
        IsAbsentOr(http, ":method", http.Method) && IsAbsentOr(http, ":path", http.Path) && IsAbsentOr(http, ":authority", http.Host);

    private static bool IsAbsentOr(AttributeContext.Types.HttpRequest http, string name, string value)
    {
        if (http.Headers.TryGetValue(name, out string? told))
        {
            return told == value;
        }

        foreach (Wire.HeaderValue header in http.HeaderMap?.Headers ?? [])
        {
            if (header.Key == name && (header.RawValue.IsEmpty ? header.Value : header.RawValue.ToStringUtf8()) != value)
            {
                return false;
            }
        }

        return true;
    }
}
