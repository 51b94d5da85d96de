using Authz.Definitions.Validation;
using Authz.Server.Gateway.AccessLogs;

namespace Authz.Server.Gateway.Stages;

/// <summary>One stage of an API as the gateway runs it. Immutable, except for the memory of its authorizers and throttles.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Prefix">The start of its requests' paths: empty, or a slash and the name.</param>
internal sealed record GatewayStage(string Name, string Prefix)
{
    /// <summary>
    /// The start of paths in events: as on the service, a named stage has one even where it is served from the root. Adapters cut a
    /// stage's name off the path, so that without it they would cut off what the client wrote.
    /// </summary>
    public string EventPrefix { get; } = Name == StageVariableText.DefaultStage ? string.Empty : "/" + Name;

    /// <summary>The stage's variables.</summary>
    public required IReadOnlyDictionary<string, string> Variables { get; init; }

    /// <summary>The routes, each at the definition's <see cref="ApiRoute.Index"/>.</summary>
    public required IReadOnlyList<GatewayRoute> Routes { get; init; }

    /// <summary>The hosts that are this stage's alone; empty for every host that is no other stage's.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>The access log; null for none.</summary>
    public AccessLog? AccessLog { get; init; }
}
