namespace Authz.Server.Decide.Printing;

/// <summary>A dynamic configuration of Traefik, for its file provider.</summary>
internal static class TraefikConfiguration
{
    public static string Write(PrintedProxy proxy) => PrintedProxy.Join(
    [
        $$"""
        # Traefik asks authz about each request, and forwards to {{proxy.UpstreamOrigin}} what is allowed.
        # Printed by: authz decide {{proxy.Definition}} --print traefik --upstream {{proxy.UpstreamOrigin}}
        # It asks:    {{proxy.CommandFor("traefik", proxy.ForwardAuth, "--forward-auth")}}
        # Its static configuration names this file and the entry point:
        #   entryPoints: { web: { address: "{{PrintedAddress.WithPort(proxy.Listen)}}" } }
        #   providers: { file: { filename: traefik.yaml } }
        # Leave forwardedHeaders.insecure of the entry point unset.

        http:
          routers:
            authz-protected:
              entryPoints: [web]
              rule: "PathPrefix(`/`)"
              # Whatever changes the path (stripPrefix, replacePath) stands before authz-decide: it judges what goes upstream.
              middlewares: [authz-narrow, authz-decide]
              service: authz-protected

          middlewares:
            # A client cannot have a header dropped by naming it in Connection, nor write one of authz's.
            authz-narrow:
              headers:
                customRequestHeaders:
                  Connection: ""
        """,
        .. proxy.Headers.Names.SelectMany(name => Narrowed(proxy, name)).Select(name => $"          \"{name}\": \"\""),
        $$"""

            authz-decide:
              forwardAuth:
                address: "{{AddressOf(proxy.ForwardAuth)}}/"
                # Traefik's own words about the request, never the client's.
                trustForwardHeader: false
        """,
        .. proxy.ForwardAuth.IsTls ? Tls : [],
        .. proxy.Headers.IsEmpty
            ? Array.Empty<string>()
            : ["        # A client's own headers of these names are removed, also where the answer has none.", "        authResponseHeaders:"],
        .. proxy.Headers.Names.Select(name => $"          - \"{PrintedProxy.Written(name)}\""),
        $$"""

          services:
            authz-protected:
              loadBalancer:
                servers:
                  - url: "{{proxy.UpstreamOrigin}}"
        """,
    ]);

    private static IEnumerable<string> Narrowed(PrintedProxy proxy, string name)
    {
        string written = PrintedProxy.Written(name);
        IEnumerable<string> withheld = proxy.Headers.IsWithheld(name) ? [written] : [];
        return name.Contains('-', StringComparison.Ordinal) ? withheld.Append(written.Replace('-', '_')) : withheld;
    }

    private static string[] Tls =>
    [
        "        tls:",
        "          ca: /etc/traefik/authz/authority.pem",
        "          cert: /etc/traefik/authz/proxy.pem",
        "          key: /etc/traefik/authz/proxy.key",
    ];

    private static string AddressOf(ProxyEndpoint endpoint) => new Uri(endpoint.Text).GetLeftPart(UriPartial.Authority);
}
