using Authz.Server.Decide.ForwardAuth;

namespace Authz.Server.Decide.Printing;

/// <summary>
/// A Caddyfile. What <c>forward_auth</c> stands for is written out, because that sets an empty header for one that the answer lacks.
/// </summary>
internal static class CaddyConfiguration
{
    public static string Write(PrintedProxy proxy) => PrintedProxy.Join(
    [
        $$"""
        # Caddy asks authz about each request, and forwards to {{proxy.UpstreamOrigin}} what is allowed.
        # Printed by: authz decide {{proxy.Definition}} --print caddy --upstream {{proxy.UpstreamOrigin}}
        # It asks:    {{proxy.CommandFor("caddy", proxy.ForwardAuth, "--forward-auth")}}
        # In a Caddyfile of your own, take the route { } whole and in this order, without a path matcher of its own: what it does not match
        # is not asked about.

        # Whatever host a client names: Caddy answers 200 by itself for hosts that no site has.
        {{proxy.Listen.Scheme}}://:{{proxy.Listen.Port}} {
            bind {{proxy.Listen.Host.Trim('[', ']')}}

            route {
                # A client cannot have a header dropped by naming it in Connection. WebSockets need a site of their own.
                request_header -Connection
        """,
        .. Removing(proxy, afterwards: false),
        $$"""

                reverse_proxy {{AddressOf(proxy.ForwardAuth)}} {
                    method GET
                    rewrite /?
        """,
        .. proxy.ForwardAuth.IsTls ? Tls : [],
        $$"""

                    # What the request was. A client's own headers of these names are replaced.
                    header_up {{CaddyRequestMapping.Method}} {http.request.method}
                    header_up {{CaddyRequestMapping.Target}} {http.request.uri}
                    header_up {{CaddyRequestMapping.Host}} {http.request.hostport}
                    header_up {{CaddyRequestMapping.ClientAddress}} {http.request.remote.host}
        """,
        .. proxy.AsksForCertificates ? Certificate : [],
        $$"""

                    # What is not allowed is answered as authz has written it.
                    @allowed status 2xx
                    handle_response @allowed {
                        # In this order: Caddy sorts what stands in no route. Never empty: it would take authz's answer for the upstream's.
                        route {
                            request_header -{{NginxDecisionWriter.Status}}
        """,
        .. Removing(proxy, afterwards: true),
        .. proxy.Headers.Names.SelectMany(Setting),
        $$"""
                        }
                    }
                }

                reverse_proxy {{proxy.UpstreamOrigin}}
            }
        }
        """,
    ]);

    // A header that authz itself reads stays for the question, and goes before the request does.
    private static IEnumerable<string> Removing(PrintedProxy proxy, bool afterwards)
    {
        string[] removed =
        [
            .. proxy.Headers.Names.Where(proxy.Headers.IsOurs).SelectMany(Spellings)
                .Where(spelling => proxy.Reads(spelling.ToLowerInvariant()) == afterwards),
        ];
        if (removed.Length == 0)
        {
            return [];
        }

        string indent = new(' ', afterwards ? 20 : 8);
        string reason = afterwards
            ? "authz's own words too, which authz has read as the client's: they go no further."
            : "authz's own words: a client's are removed. Other spellings than these, authz refuses.";
        return
        [
            .. afterwards ? Array.Empty<string>() : [""],
            $"{indent}# {reason}",
            .. removed.Select(name => $"{indent}request_header -{name}"),
        ];
    }

    private static IEnumerable<string> Spellings(string name) =>
        new[] { PrintedProxy.Written(name), PrintedProxy.Written(name).Replace('-', '_') }.Distinct(StringComparer.Ordinal);

    private static IEnumerable<string> Setting(string name)
    {
        string header = $"{{http.reverse_proxy.header.{PrintedProxy.Written(name)}}}";
        string matcher = "@has_" + name.Replace('-', '_');
        yield return $"                    {matcher} expression `{header} != null && {header} != \"\"`";
        yield return $"                    request_header {matcher} {PrintedProxy.Written(name)} {header}";
    }

    private static string[] Certificate =>
    [
        "",
        "            # The certificate that the client has shown in TLS, never one that it writes. The site has:",
        "            # tls { client_auth { mode request } }",
        "            header_up Client-Cert \":{http.request.tls.client.certificate_der_base64}:\"",
    ];

    private static string[] Tls =>
    [
        "            transport http {",
        "                tls_trusted_ca_certs /etc/caddy/authz/authority.pem",
        "                tls_client_auth /etc/caddy/authz/proxy.pem /etc/caddy/authz/proxy.key",
        "            }",
    ];

    private static string AddressOf(ProxyEndpoint endpoint) =>
        endpoint.SocketPath is { } path ? $"unix/{path}" : new Uri(endpoint.Text).GetLeftPart(UriPartial.Authority);
}
