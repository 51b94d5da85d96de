using System.Collections.Frozen;
using Authz.Server.Gateway.AccessLogs;

namespace Authz.Server.Gateway.Stages;

/// <summary>One stage of an API as the gateway runs it. Immutable, except for the memory of its authorizers and throttles.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Prefix">The start of its requests' paths: empty, or a slash and the name.</param>
internal sealed record GatewayStage(string Name, string Prefix)
{
    /// <summary>The stage's variables.</summary>
    public required IReadOnlyDictionary<string, string> Variables { get; init; }

    /// <summary>The routes by route key; there is one for each of the definition's.</summary>
    public required FrozenDictionary<string, GatewayRoute> Routes { get; init; }

    /// <summary>The access log; null for none.</summary>
    public AccessLog? AccessLog { get; init; }
}
