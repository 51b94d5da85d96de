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
        IHeaderDictionary headers = HttpRequestMapping.HeadersOf(context);
        string? method = null, target = null, client = null;

        // A request of HTTP/1.0 may have no host.
        string? host = string.Empty;

        // One walk takes less than four look-ups in Kestrel's dictionary.
        foreach ((string name, StringValues values) in headers)
        {
            if (Is(name, names.Method))
            {
                method = OnlyValue(values);
            }
            else if (Is(name, names.Target))
            {
                target = OnlyValue(values);
            }
            else if (Is(name, names.Host))
            {
                host = values.Count > 1 ? null : values.ToString();
            }
            else if (Is(name, names.Client))
            {
                client = OnlyValue(values);
            }
        }

        if (method is null || target is null || host is null || client is null)
        {
            original = default;
            return false;
        }

        // The question's host is ours. Whoever reads the header from here on, such as a condition, gets the client's; a request of HTTP/1.0
        // may have none.
        headers.Host = host.Length > 0 ? host : StringValues.Empty;
        original = new OriginalRequest(
            new AuthorizationRequest(method, target, HttpRequestMapping.ToHeaderSource(headers)),
            host,
            OriginalRequest.ReadAddress(AddressIn(client)));
        return true;
    }

    /// <summary>The other end of the proxy's connection, in the header that tells it.</summary>
    protected virtual string AddressIn(string header) => header;

    /// <summary>The value of a header that occurs exactly once and is not empty; else null.</summary>
    protected static string? OnlyValue(StringValues values) => values.Count == 1 && !string.IsNullOrEmpty(values[0]) ? values[0] : null;

    // Proxies write a name as we do, and in any other case it is the same name: the first comparison is the cheaper one.
    private static bool Is(string name, string expected) => name.Length == expected.Length
        && (string.Equals(name, expected, StringComparison.Ordinal) || name.Equals(expected, StringComparison.OrdinalIgnoreCase));
}
