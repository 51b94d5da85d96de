using System.Collections.Frozen;
using Authz.Scopes;

namespace Authz.Tools;

/// <summary>The tools of a route, made ready for decisions. Names are compared exactly.</summary>
internal sealed class RouteTools(RouteDefinition route)
{
    private readonly FrozenDictionary<string, RouteTool> _byName = route.Tools
        .Where(tool => tool.Key != ToolDefinition.OtherTools)
        .ToFrozenDictionary(tool => tool.Key, tool => new RouteTool(tool.Value, route), StringComparer.Ordinal);

    private readonly RouteTool? _others =
        route.Tools.TryGetValue(ToolDefinition.OtherTools, out ToolDefinition? others) ? new RouteTool(others, route) : null;

    /// <summary>Whether the token may make every call of a request that holds all that the route asks for.</summary>
    /// <param name="tools">What the request calls.</param>
    /// <param name="scopes">The token's scopes.</param>
    /// <param name="reason">On false, why not.</param>
    /// <param name="missing">If scopes are missing, a set that suffices for all calls, separated by spaces; else null.</param>
    public bool Allow(RequestedTools tools, TokenScopes scopes, out RefusalReason reason, out string? missing)
    {
        missing = null;
        reason = RefusalReason.ToolAmbiguous;
        if (!tools.IsReadable)
        {
            return false;
        }

        bool isMet = true;
        foreach (string name in tools.Names)
        {
            if (Find(name) is not { } tool)
            {
                reason = RefusalReason.ToolNotAllowed;
                return false;
            }

            isMet &= tool.IsMetBy(scopes);
        }

        reason = RefusalReason.ScopeMissing;
        missing = isMet ? null : string.Join(
            ' ', tools.Names.SelectMany(name => Find(name)!.Sufficient).Distinct(StringComparer.Ordinal));
        return isMet;
    }

    /// <summary>The entry of a tool, or the one for tools without an entry; null if there is none.</summary>
    public RouteTool? Find(string name) => _byName.GetValueOrDefault(name) ?? _others;
}
