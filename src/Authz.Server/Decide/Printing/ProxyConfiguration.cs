namespace Authz.Server.Decide.Printing;

/// <summary>The configurations that can be printed.</summary>
internal static class ProxyConfiguration
{
    /// <summary>Their writers, by the name that <c>--print</c> has for them.</summary>
    public static readonly IReadOnlyDictionary<string, Func<PrintedProxy, string>> All =
        new Dictionary<string, Func<PrintedProxy, string>>(StringComparer.Ordinal)
        {
            ["nginx"] = NginxConfiguration.Write,
            ["caddy"] = CaddyConfiguration.Write,
            ["traefik"] = TraefikConfiguration.Write,
            ["envoy"] = EnvoyConfiguration.Write,
            ["httproute"] = HttpRouteConfiguration.Write,
        };

    /// <summary>Whether a printed proxy asks over HTTP, and so gets mapped headers as those of an answer.</summary>
    public static bool AsksOverHttp(string proxy, bool envoyOverHttp) =>
        proxy is "nginx" or "caddy" or "traefik" || (proxy == "envoy" && envoyOverHttp);
}
