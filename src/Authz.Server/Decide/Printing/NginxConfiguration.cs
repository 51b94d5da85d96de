using Authz.Server.Decide.ForwardAuth;

namespace Authz.Server.Decide.Printing;

/// <summary>A configuration of nginx: <c>auth_request</c>, and refusals made from its variables alone.</summary>
internal static class NginxConfiguration
{
    // Those that a decision may have beside 403, which is the rest.
    private static readonly int[] s_statuses = [400, 401, 404, 429, 503];

    // What a decider at an IP address is called in its certificate.
    private const string CertificateName = "authz-decider";

    public static string Write(PrintedProxy proxy) => PrintedProxy.Join(
    [
        $$"""
        # nginx asks authz about each request, and forwards to {{proxy.UpstreamOrigin}} what is allowed.
        # Printed by: authz decide {{proxy.Definition}} --print nginx --upstream {{proxy.UpstreamOrigin}}
        # It asks:    {{proxy.CommandFor("nginx", proxy.ForwardAuth, "--forward-auth")}}
        # In a configuration of your own, take what stands inside of http { }. Give each location of the server the same auth_request, and
        # no "satisfy any", "error_page" or "proxy_cache" that could answer in its place.

        events {
        }

        http {
            upstream authz_decider {
                server {{AddressOf(proxy.ForwardAuth)}};
                keepalive 32;
            }

            upstream authz_protected {
                server {{PrintedAddress.WithPort(proxy.Upstream)}};
                keepalive 32;
            }

            server {
                listen {{PrintedAddress.WithPort(proxy.Listen)}};
                client_max_body_size 10m;
                large_client_header_buffers 4 {{(proxy.HeadBytes + 8191) / 8192 * 8}}k;

                # Headers with other characters than letters, digits and hyphens are dropped: no client can write X-User as X_User.
                underscores_in_headers off;
                ignore_invalid_headers on;
        """,
        .. Location(proxy),
        .. Question(proxy),
        """

                # The answer that authz has written, of which auth_request passes on 401 with its challenge, or 403, and nothing else.
                location @authz_refused {
                    default_type application/json;
                    add_header WWW-Authenticate $authz_challenge always;
                    add_header Retry-After $authz_retry_after always;
                    add_header DPoP-Nonce $authz_nonce always;
                    add_header Cache-Control no-store always;
        """,
        .. s_statuses.Select(status => $"            if ($authz_status = {status}) {{ return {status} $authz_body; }}"),
        """
                    return 403 $authz_body;
                }
            }
        }
        """,
    ]);

    private static IEnumerable<string> Location(PrintedProxy proxy) =>
    [
        """

                location / {
                    auth_request /-authz-decide;
                    auth_request_set $authz_status $upstream_http_authz_status;
                    auth_request_set $authz_body $upstream_http_authz_body;
                    auth_request_set $authz_challenge $upstream_http_authz_challenge;
                    auth_request_set $authz_retry_after $upstream_http_retry_after;
                    auth_request_set $authz_nonce $upstream_http_dpop_nonce;
        """,
        .. proxy.Headers.Names.Select(name => $"            auth_request_set {Variable(name)} $upstream_http_{Underscored(name)};"),
        $"""
                    error_page 401 403 = @authz_refused;
                    add_header DPoP-Nonce $authz_nonce always;

                    # Without a path: the target goes on exactly as it was judged.
                    proxy_pass {proxy.Upstream.Scheme}://authz_protected;
        """,
        .. proxy.Upstream.Scheme == "https" ? UpstreamTls(PrintedAddress.HostOf(proxy.Upstream)) : [],
        """
                    proxy_http_version 1.1;
                    proxy_set_header Host $http_host;
                    proxy_set_header X-Forwarded-For $remote_addr;
                    proxy_set_header X-Forwarded-Host $http_host;
                    proxy_set_header X-Forwarded-Proto $scheme;

                    # A client cannot have a header dropped by naming it in Connection. WebSockets need a location of their own.
                    proxy_set_header Connection "";
        """,
        .. proxy.Headers.IsEmpty
            ? Array.Empty<string>()
            : ["", "            # authz's own words: what the client sent is replaced, and an empty variable sets no header."],
        .. proxy.Headers.Names.Select(name => $"            proxy_set_header {PrintedProxy.Written(name)} {Variable(name)};"),
        "        }",
    ];

    private static IEnumerable<string> Question(PrintedProxy proxy) =>
    [
        $$"""

                location = /-authz-decide {
                    internal;
                    proxy_pass {{(proxy.ForwardAuth.IsTls ? "https" : "http")}}://authz_decider/;
        """,
        .. proxy.ForwardAuth.IsTls ? DeciderTls(new Uri(proxy.ForwardAuth.Text)) : [],
        $$"""
                    proxy_http_version 1.1;
                    proxy_connect_timeout 2s;
                    proxy_read_timeout 10s;
                    proxy_cache off;

                    # The head of an answer must fit: every claim of the longest token percent-encoded, and a challenge twice. With nginx's own
                    # 4k, a verdict with more would become 500.
                    proxy_buffer_size {{AnswerKilobytes(proxy)}}k;
                    proxy_buffers 4 {{AnswerKilobytes(proxy)}}k;
                    proxy_busy_buffers_size {{AnswerKilobytes(proxy)}}k;
                    proxy_pass_request_body off;
                    proxy_set_header Content-Length "";
                    proxy_set_header Connection "";

                    # What the request was. A client's own headers of these names are replaced.
                    proxy_set_header {{NginxRequestMapping.Method}} $request_method;
                    proxy_set_header {{NginxRequestMapping.Target}} $request_uri;
                    proxy_set_header {{NginxRequestMapping.Host}} $http_host;
                    proxy_set_header {{NginxRequestMapping.ClientAddress}} $remote_addr;
        """,
        .. Withholding(proxy),
        .. proxy.AsksForCertificates ? Certificate : [],
        "        }",
    ];

    // authz refuses a question that has one: it would come from a configuration that is older than the definition.
    private static IEnumerable<string> Withholding(PrintedProxy proxy)
    {
        string[] withheld = [.. proxy.Headers.Names.Where(proxy.Headers.IsWithheld)];
        return withheld.Length == 0
            ? []
            :
            [
                "",
                "            # authz's own words upstream: from a client it takes none.",
                .. withheld.Select(name => $"            proxy_set_header {PrintedProxy.Written(name)} \"\";"),
            ];
    }

    // Percent-encoding makes three octets of one. What is left is for challenges and the other headers: 64k for tokens of ordinary length.
    private static int AnswerKilobytes(PrintedProxy proxy) => ((3 * proxy.HeadBytes) + (32 * 1024) + 8191) / 8192 * 8;

    private static string[] Certificate =>
    [
        "",
        "            # The certificate that the client has shown in TLS, never one that it writes. The server { } with TLS has:",
        "            # ssl_verify_client optional_no_ca;",
        $"            proxy_set_header {PrintedProxy.ForwardedClientCertificate} 'Cert=\"$ssl_client_escaped_cert\"';",
    ];

    private static IEnumerable<string> DeciderTls(Uri decider) =>
    [
        .. PrintedAddress.IsName(decider)
            ? Array.Empty<string>()
            : ["            # nginx knows certificates by names, not by addresses: the decider's has this one, or write here one that it has."],
        $"            proxy_ssl_name {(PrintedAddress.IsName(decider) ? PrintedAddress.HostOf(decider) : CertificateName)};",
        "            proxy_ssl_server_name on;",
        "            proxy_ssl_verify on;",
        "            proxy_ssl_trusted_certificate /etc/nginx/authz/authority.pem;",
        "            proxy_ssl_certificate /etc/nginx/authz/proxy.pem;",
        "            proxy_ssl_certificate_key /etc/nginx/authz/proxy.key;",
    ];

    private static string[] UpstreamTls(string host) =>
    [
        "            proxy_ssl_server_name on;",
        $"            proxy_ssl_name {host};",
        "            proxy_ssl_verify on;",
        "            proxy_ssl_trusted_certificate /etc/ssl/certs/ca-certificates.crt;",
    ];

    private static string AddressOf(ProxyEndpoint endpoint) =>
        endpoint.SocketPath is { } path ? $"unix:{path}" : PrintedAddress.WithPort(new Uri(endpoint.Text));

    private static string Variable(string name) => "$authz_set_" + Underscored(name);

    // nginx's variables of headers are named so, whatever character stands there.
    private static string Underscored(string name) => name.Replace('-', '_');
}
