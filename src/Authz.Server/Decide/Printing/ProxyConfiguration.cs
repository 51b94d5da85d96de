namespace Authz.Server.Decide.Printing;

/// <summary>The configurations that can be printed.</summary>
internal static class ProxyConfiguration
{
    /// <summary>Their writers, by the name that <c>--print</c> has for them. They throw <see cref="UnprintableException"/>.</summary>
    public static readonly IReadOnlyDictionary<string, Func<PrintedProxy, string>> All =
        new Dictionary<string, Func<PrintedProxy, string>>(StringComparer.Ordinal)
        {
            ["nginx"] = Checked("nginx", NginxConfiguration.Write),
            ["caddy"] = Checked("caddy", CaddyConfiguration.Write),
            ["traefik"] = Checked("traefik", TraefikConfiguration.Write),
            ["envoy"] = Checked("envoy", EnvoyConfiguration.Write),
            ["httproute"] = Checked("httproute", HttpRouteConfiguration.Write),
        };

    /// <summary>Whether a printed proxy asks over HTTP, and so gets mapped headers as those of an answer.</summary>
    public static bool AsksOverHttp(string proxy, bool envoyOverHttp) =>
        proxy is "nginx" or "caddy" or "traefik" || (proxy == "envoy" && envoyOverHttp);

    private static Func<PrintedProxy, string> Checked(string name, Func<PrintedProxy, string> write) =>
        proxy => UnprintableValue.FindProblem(name, proxy) is { } problem ? throw new UnprintableException(problem) : write(proxy);
}
