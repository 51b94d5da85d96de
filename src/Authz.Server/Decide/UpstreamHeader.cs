using System.Collections.Immutable;
using Authz.Server.Gateway.Mapping;
using Microsoft.Extensions.Primitives;

namespace Authz.Server.Decide;

/// <summary>What the upstream of an allowed request gets of one mapped header.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its only value; null if the upstream gets none, not even the client's own.</param>
internal readonly record struct UpstreamHeader(string Name, string? Value)
{
    /// <summary>All mapped headers, for an allowed request.</summary>
    public static ImmutableArray<UpstreamHeader> Evaluate(ProxiedExchange exchange)
    {
        ProxiedIntegration integration = (ProxiedIntegration)exchange.Route.Integration;
        MappedHeaders mapped = integration.Headers;
        if (mapped.IsEmpty)
        {
            return [];
        }

        HeaderDictionary headers = [];
        foreach (string name in mapped.Names)
        {
            headers[name] = mapped.IsOurs(name) ? StringValues.Empty : exchange.FindHeader(name);
        }

        if (integration.Mapping is { } mapping)
        {
            HeaderMapping.Apply(mapping.Evaluate(new MappingVariables(exchange, body: default, responseHeaders: null)), headers);
        }

        // One value: proxies differ in what they make of several.
        return [.. mapped.Names.Select(name => new UpstreamHeader(
            name, headers[name] is { Count: > 0 } values ? string.Join(", ", values.ToArray()) : null))];
    }
}
