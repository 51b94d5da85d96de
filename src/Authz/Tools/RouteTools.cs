using System.Collections.Frozen;
using Authz.Conditions;
using Authz.Scopes;

namespace Authz.Tools;

/// <summary>The tools of a route, made ready for decisions. Names are compared exactly.</summary>
internal sealed class RouteTools
{
    private readonly FrozenDictionary<string, RouteTool> _byName;
    private readonly RouteTool? _others;

    /// <param name="definitions">The tools.</param>
    /// <param name="route">Their route.</param>
    /// <param name="compile">Makes a condition ready.</param>
    public RouteTools(
        IReadOnlyDictionary<string, ToolDefinition> definitions, RouteDefinition route, Func<IReadOnlyList<ConditionBlock>?, CompiledCondition?> compile)
    {
        Dictionary<string, RouteTool> tools = definitions.ToDictionary(
            tool => tool.Key, tool => new RouteTool(tool.Value, route, compile(tool.Value.Condition)), StringComparer.Ordinal);
        HasConditions = tools.Values.Any(tool => tool.Condition is not null);
        tools.Remove(ToolDefinition.OtherTools, out _others);
        _byName = tools.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>Whether any tool asks for more than scopes.</summary>
    public bool HasConditions { get; }

    /// <summary>Whether the token's scopes suffice for every call of a request that holds all that the route asks for.</summary>
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
        IReadOnlyList<string> names = tools.Names;
        for (int index = 0; index < names.Count; index++)
        {
            if (Find(names[index]) is not { } tool)
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

    /// <summary>Whether the condition of every call holds, each of which has an entry.</summary>
    public bool MeetConditions(RequestedTools tools, scoped in ConditionSubject subject)
    {
        foreach (string name in tools.Names)
        {
            if (Find(name) is not { } tool || (tool.Condition is { } condition && !condition.IsMetBy(subject)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The entry of a tool, or the one for tools without an entry; null if there is none.</summary>
    public RouteTool? Find(string name) => _byName.GetValueOrDefault(name) ?? _others;
}
