using Authz.Server.Decide.ForwardAuth;

namespace Authz.Server.Decide.Printing;

/// <summary>A bootstrap configuration of Envoy with the filter <c>ext_authz</c>, over gRPC unless HTTP is chosen.</summary>
internal static class EnvoyConfiguration
{
    public static string Write(PrintedProxy proxy) => PrintedProxy.Join(
    [
        $$"""
        # Envoy asks authz about each request, and forwards to {{proxy.UpstreamOrigin}} what is allowed.
        # Printed by: authz decide {{proxy.Definition}} --print envoy --upstream {{proxy.UpstreamOrigin}}
        # It asks:    {{Command(proxy)}}
        # In a configuration of your own, the filter stands last before the router, and no route disables it (typed_per_filter_config).

        static_resources:
          listeners:
            - name: authz_protected
              address: { socket_address: { address: "{{ListenHost(proxy.Listen)}}", port_value: {{proxy.Listen.Port}} } }
              filter_chains:
                - filters:
                    - name: envoy.filters.network.http_connection_manager
                      typed_config:
                        "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                        stat_prefix: authz_protected

                        # The path that is judged is the path that goes on, and no header can be written another way.
                        normalize_path: false
                        merge_slashes: false
                        path_with_escaped_slashes_action: KEEP_UNCHANGED
                        use_remote_address: true
        """,
        .. proxy.AsksForCertificates ? Certificate : [],
        $$"""
                        common_http_protocol_options: { headers_with_underscores_action: REJECT_REQUEST }
                        route_config:
                          virtual_hosts:
                            - name: authz_protected
                              domains: ["*"]
                              routes: [{ match: { prefix: "/" }, route: { cluster: authz_protected } }]
                        http_filters:
                          - name: envoy.filters.http.ext_authz
                            typed_config:
                              "@type": type.googleapis.com/envoy.extensions.filters.http.ext_authz.v3.ExtAuthz
                              transport_api_version: V3

                              # Without an answer nothing passes, and the client learns that it is not its fault.
                              failure_mode_allow: false
                              status_on_error: { code: ServiceUnavailable }
                              clear_route_cache: false
        """,
        .. proxy.AsksOverHttp ? HttpService(proxy) : GrpcService,
        .. proxy.ToolBodyBytes is { } bytes ? Body(bytes) : [],
        $$"""
                          - name: envoy.filters.http.router
                            typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router }

          clusters:
            - name: authz_protected
              type: STRICT_DNS
              connect_timeout: 2s
        """,
        Endpoint("authz_protected", proxy.Upstream),
        .. proxy.Upstream.Scheme == "https" ? Tls(proxy.Upstream, "/etc/ssl/certs/ca-certificates.crt", proxy: false) : [],
        """
            - name: authz_decider
              type: STRICT_DNS
              connect_timeout: 2s
        """,
        .. Decider(proxy.AsksOverHttp ? proxy.ForwardAuth : proxy.ExtAuthz, proxy.AsksOverHttp),
    ]);

    private static string Command(PrintedProxy proxy) => proxy.AsksOverHttp
        ? proxy.CommandFor("envoy", proxy.ForwardAuth, "--forward-auth")
        : proxy.CommandFor("envoy", proxy.ExtAuthz, "--ext-authz");

    // The downstream's TLS context has require_client_certificate: false and trust_chain_verification: ACCEPT_UNTRUSTED.
    private static string[] Certificate =>
    [
        "",
        "                # The certificate that the client has shown in TLS, never one that it writes.",
        "                forward_client_cert_details: SANITIZE_SET",
        "                set_current_client_cert_details: { cert: true }",
        "",
    ];

    private static string[] GrpcService =>
    [
        """
                              grpc_service:
                                envoy_grpc: { cluster_name: authz_decider }
                                timeout: 5s
        """,
    ];

    private static string[] Body(int bytes) =>
    [
        $$"""

                              # Tools are told by the body, octet for octet. Bodies that are longer go on without it, but for calls of tools.
                              with_request_body: { max_request_bytes: {{bytes}}, allow_partial_message: true, pack_as_bytes: true }
        """,
    ];

    private static IEnumerable<string> HttpService(PrintedProxy proxy) =>
    [
        """
                              # Headers that authz reads beside Authorization, and those that it sets.
                              allowed_headers:
                                patterns:
        """,
        .. proxy.ReadHeaders.Union(proxy.Headers.Names).Order(StringComparer.Ordinal)
            .Select(name => $"                          - {Exact(name)}"),
        $$"""
                              http_service:
                                server_uri: { uri: "{{proxy.ForwardAuth.Text}}", cluster: authz_decider, timeout: 5s }
                                authorization_request:
                                  headers_to_add:
                                    - { key: {{EnvoyRequestMapping.ClientAddress.ToLowerInvariant()}}, value: "%DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT%" }
                                authorization_response:
                                  allowed_client_headers:
                                    patterns: [{ exact: www-authenticate }, { exact: retry-after }, { exact: content-type }, { exact: dpop-nonce }]
                                  allowed_client_headers_on_success:
                                    patterns: [{ exact: dpop-nonce }]
        """,
        .. proxy.Headers.IsEmpty
            ? Array.Empty<string>()
            : ["                          allowed_upstream_headers:", "                            patterns:"],
        .. proxy.Headers.Names.Select(name => $"                              - {Exact(name)}"),
    ];

    // A header's name may mean something else in YAML, as '-' does.
    private static string Exact(string name) => $$"""{ exact: "{{name}}" }""";

    // Envoy listens on IP addresses alone.
    private static string ListenHost(Uri listen) => listen.Host == "localhost" ? "127.0.0.1" : PrintedAddress.HostOf(listen);

    private static IEnumerable<string> Decider(ProxyEndpoint endpoint, bool overHttp)
    {
        if (!overHttp)
        {
            yield return """
                      typed_extension_protocol_options:
                        envoy.extensions.upstreams.http.v3.HttpProtocolOptions:
                          "@type": type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions
                          explicit_http_config: { http2_protocol_options: {} }
                """;
        }

        if (endpoint.SocketPath is { } path)
        {
            yield return Endpoint("authz_decider", $$"""{ pipe: { path: "{{path}}" } }""");
        }
        else
        {
            Uri address = new(endpoint.Text);
            yield return Endpoint("authz_decider", address);
            if (endpoint.IsTls)
            {
                foreach (string line in Tls(address, "/etc/envoy/authz/authority.pem", proxy: true))
                {
                    yield return line;
                }
            }
        }
    }

    private static string Endpoint(string cluster, Uri address) =>
        Endpoint(cluster, $$"""{ socket_address: { address: "{{PrintedAddress.HostOf(address)}}", port_value: {{address.Port}} } }""");

    private static string Endpoint(string cluster, string address) => $$"""
              load_assignment:
                cluster_name: {{cluster}}
                endpoints: [{ lb_endpoints: [{ endpoint: { address: {{address}} } }] }]
        """;

    private static IEnumerable<string> Tls(Uri address, string authority, bool proxy)
    {
        string host = PrintedAddress.HostOf(address);
        yield return $$"""
                  transport_socket:
                    name: envoy.transport_sockets.tls
                    typed_config:
                      "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext
                      sni: "{{(PrintedAddress.IsName(address) ? host : string.Empty)}}"
                      common_tls_context:
                        validation_context:
                          trusted_ca: { filename: {{authority}} }
                          match_typed_subject_alt_names: [{ san_type: {{(PrintedAddress.IsName(address) ? "DNS" : "IP_ADDRESS")}}, matcher: { exact: "{{host}}" } }]
            """;
        if (proxy)
        {
            yield return """
                          tls_certificates:
                            - { certificate_chain: { filename: /etc/envoy/authz/proxy.pem }, private_key: { filename: /etc/envoy/authz/proxy.key } }
                """;
        }
    }
}
