using System.Collections.Frozen;
using Microsoft.Extensions.Primitives;

namespace Authz.Server.Gateway.Backends;

/// <summary>
/// The headers of a client, less those that only a gateway may send: a backend would take the client's word for the gateway's.
/// </summary>
internal static class ClientHeaders
{
    private const string ForwardedPrefix = "X-Forwarded-";
    private const string GatewayPrefix = "Apigw-";

    // Headers about the request's origin, or its "real" target or method. The verdict is about the ones on the wire.
    private static readonly FrozenSet<string> s_gatewayOnly = FrozenSet.ToFrozenSet(
        [
            "Forwarded", "X-Real-IP", "X-Client-IP", "True-Client-IP", "X-Cluster-Client-IP", "X-Host", "X-Original-Host",
            "X-Original-Method", "X-Original-Path", "X-Original-Uri", "X-Original-Url", "X-Rewrite-Url", "X-Envoy-Original-Path",
            "X-Envoy-Original-Host", "X-Http-Method", "X-Http-Method-Override", "X-Method-Override",
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Removes the headers that a client may not send, and those that its <c>Connection</c> names as hop-by-hop.</summary>
    public static void Narrow(IHeaderDictionary headers)
    {
        // RFC 9110 section 7.6.1. First, so that a client cannot remove headers that the gateway adds later.
        foreach (string? values in headers.Connection)
        {
            foreach (string option in (values ?? string.Empty).Split(',', StringSplitOptions.TrimEntries))
            {
                headers.Remove(option);
            }
        }

        foreach (KeyValuePair<string, StringValues> header in headers.Where(header => IsGatewayOnly(header.Key)).ToArray())
        {
            headers.Remove(header.Key);
        }
    }

    private static bool IsGatewayOnly(string name)
    {
        string canonical = HeaderAlias.Canonical(name);
        return s_gatewayOnly.Contains(canonical)
            || canonical.StartsWith(ForwardedPrefix, StringComparison.OrdinalIgnoreCase)
            || canonical.StartsWith(GatewayPrefix, StringComparison.OrdinalIgnoreCase);
    }
}
