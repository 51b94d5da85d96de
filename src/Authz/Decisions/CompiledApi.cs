using System.Diagnostics.CodeAnalysis;
using Authz.Keys;
using Authz.Routes;
using Authz.Targets;

namespace Authz.Decisions;

/// <summary>A definition made ready for decisions. Immutable: a reload replaces it as a whole.</summary>
internal sealed record CompiledApi(
    ApiDefinition Definition,
    RouteTable<CompiledRoute> Routes,
    IReadOnlyDictionary<string, CompiledRoute> RoutesByKey,
    IReadOnlyCollection<IssuerKeys> Keys)
{
    /// <summary>Finds the route that a gateway in front has chosen, or else the one that matches method and path best.</summary>
    public bool TryFindRoute(in AuthorizationRequest request, in RequestTarget target, [NotNullWhen(true)] out CompiledRoute? route) =>
        request.RouteKey is { } key ? RoutesByKey.TryGetValue(key, out route) : Routes.TryMatch(request.Method, target, out route);
}
