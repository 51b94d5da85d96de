using System.Diagnostics.CodeAnalysis;
using Authz.Keys;
using Authz.ProtectedResources;
using Authz.Revoking;
using Authz.Routes;
using Authz.Targets;

namespace Authz.Decisions;

/// <summary>A definition made ready for decisions. Immutable: a reload replaces it as a whole.</summary>
internal sealed record CompiledApi(
    ApiDefinition Definition,
    IReadOnlyList<ApiRoute> Listed,
    RouteTable<CompiledRoute> Routes,
    IReadOnlyDictionary<string, CompiledRoute> RoutesByKey,
    MetadataTable Metadata,
    IReadOnlyCollection<IssuerKeys> Keys,
    IReadOnlyCollection<RevocationSource> Revocations)
{
    /// <summary>Learns of the decisions by this definition; null for nobody.</summary>
    public DecisionObserver? Observe { get; init; }

    /// <summary>Finds the route that a gateway in front has chosen, or else the one that matches method and path best.</summary>
    /// <param name="request">The request.</param>
    /// <param name="target">The request's canonical target.</param>
    /// <param name="route">The route; null if there is none.</param>
    /// <param name="reason">Why the request cannot have the route.</param>
    public bool TryFindRoute(
        in AuthorizationRequest request, in RequestTarget target, [NotNullWhen(true)] out CompiledRoute? route, out RefusalReason reason)
    {
        bool isFound = request.RouteKey is { } key
            ? RoutesByKey.TryGetValue(key, out route)
            : Routes.TryMatch(request.Method, target, out route);
        reason = isFound ? RefusalReason.TargetAmbiguous : RefusalReason.RouteNotFound;
        return isFound && (!target.HasEncodedSlash || route!.Definition.AllowEncodedSlash);
    }
}
