namespace Authz.Server.Decide.Printing;

/// <summary>A route of Kubernetes' Gateway API with the filter <c>ExternalAuth</c> (GEP-1494), over gRPC.</summary>
internal static class HttpRouteConfiguration
{
    public static string Write(PrintedProxy proxy) => PrintedProxy.Join(
    [
        $$"""
        # A gateway asks authz about each request, and forwards to {{proxy.Upstream.Host}}:{{proxy.Upstream.Port}} what is allowed.
        # Printed by: authz decide {{proxy.Definition}} --print httproute --upstream {{proxy.UpstreamOrigin}}
        # The Service authz-decider runs: authz decide {{proxy.Definition}} --ext-authz http://0.0.0.0:{{proxy.ExtAuthz.Port}} --trusted-proxy CIDR
        # with the addresses of the gateway's pods for CIDR. The filter is experimental (Gateway API 1.4), and not every gateway has it: one
        # that lacks it must refuse the route, not serve it open; look for the condition Accepted before you rely on it.
        # Every rule of the route needs the filter.

        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata:
          name: authz-protected
        spec:
          parentRefs:
            - name: gateway
          rules:
            - matches:
                - path: { type: PathPrefix, value: / }
              filters:
                # authz names a client's own copies of the headers that it sets for removal; a gateway that speaks Envoy's protocol removes them.
                - type: ExternalAuth
                  externalAuth:
                    protocol: GRPC
                    backendRef: { name: authz-decider, port: {{proxy.ExtAuthz.Port}} }
                    grpc: {}
        """,
        .. proxy.ToolBodyBytes is { } bytes ? Body(bytes) : [],
        $$"""
              backendRefs:
                - { name: "{{PrintedAddress.HostOf(proxy.Upstream)}}", port: {{proxy.Upstream.Port}} }
        """,
    ]);

    private static string[] Body(int bytes) =>
    [
        "",
        "            # Tools are told by the body, whole and as octets (raw_body), or are refused.",
        $$"""            forwardBody: { maxSize: {{bytes}} }""",
    ];
}
