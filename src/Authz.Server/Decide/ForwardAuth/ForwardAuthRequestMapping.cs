using System.Diagnostics.CodeAnalysis;
using Authz.AspNetCore.Definitions;
using Microsoft.Extensions.Primitives;

namespace Authz.Server.Decide.ForwardAuth;

/// <summary>
/// How one proxy asks about a request over HTTP, and which answers it knows. A proxy's words are read under their exact names only, which
/// it sets itself; what it does not say exactly once is not guessed.
/// </summary>
internal abstract class ForwardAuthRequestMapping
{
    /// <summary>The proxies by the name that <c>--proxy</c> has for them.</summary>
    public static readonly IReadOnlyDictionary<string, ForwardAuthRequestMapping> All =
        new Dictionary<string, ForwardAuthRequestMapping>(StringComparer.Ordinal)
        {
            ["nginx"] = new NginxRequestMapping(),
            ["caddy"] = new CaddyRequestMapping(),
            ["traefik"] = new TraefikRequestMapping(),
            ["envoy"] = new EnvoyRequestMapping(),
        };

    /// <summary>Whether the proxy takes 401 and 403 alone for refusals, so that the client's answer is told in headers.</summary>
    public virtual bool KnowsTwoRefusalsOnly => false;

    /// <summary>Whether the proxy must be told which of the client's headers to remove.</summary>
    public virtual bool RemovesNamedHeaders => false;

    /// <summary>Reads the client's request; false if the proxy does not say it, or not in one way.</summary>
    public abstract bool TryRead(HttpContext context, out OriginalRequest original);

    /// <summary>Reads a request that the proxy tells in four headers of these names; the others are the client's own.</summary>
    protected bool TryRead(
        HttpContext context, (string Method, string Target, string Host, string Client) names, out OriginalRequest original)
    {
        IHeaderDictionary headers = context.Request.Headers;
        if (!TryReadOne(headers, names.Method, out string? method)
            || !TryReadOne(headers, names.Target, out string? target)
            || !TryReadOne(headers, names.Client, out string? client))
        {
            original = default;
            return false;
        }

        // A request of HTTP/1.0 may have no host.
        TryReadOne(headers, names.Host, out string? host);
        original = new OriginalRequest(
            new AuthorizationRequest(method, target, HttpRequestMapping.ToHeaderSource(headers)),
            host ?? string.Empty,
            OriginalRequest.ReadAddress(AddressIn(client)));
        return true;
    }

    /// <summary>The other end of the proxy's connection, in the header that tells it.</summary>
    protected virtual string AddressIn(string header) => header;

    /// <summary>The value of a header that occurs exactly once.</summary>
    protected static bool TryReadOne(IHeaderDictionary headers, string name, [NotNullWhen(true)] out string? value)
    {
        value = headers.TryGetValue(name, out StringValues values) && values.Count == 1 ? values[0] : null;
        return !string.IsNullOrEmpty(value);
    }
}
