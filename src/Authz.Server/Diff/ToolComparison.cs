namespace Authz.Server.Diff;

/// <summary>Compares what two routes ask for each tool, beyond what they ask for themselves.</summary>
internal static class ToolComparison
{
    public static void Compare(RouteDefinition before, RouteDefinition after, List<AccessChange> changes)
    {
        if (before.Tools is not { } toolsBefore || after.Tools is not { } toolsAfter)
        {
            if (before.Tools != after.Tools)
            {
                changes.Add(after.Tools is not null
                    ? new AccessChange(AccessChangeKind.Stricter, "", "did not look at the tools that a request calls, and decides on each")
                    : new AccessChange(AccessChangeKind.Looser, "", "decided on each tool that a request calls, and does not look at them"));
            }

            return;
        }

        LimitComparison.Compare(
            "bodies",
            "bytes",
            before.MaximumToolBody ?? RouteDefinition.DefaultMaximumToolBody,
            after.MaximumToolBody ?? RouteDefinition.DefaultMaximumToolBody,
            changes);

        // The entry for other tools stands for a tool that no entry names.
        foreach (string name in toolsBefore.Keys.Union(toolsAfter.Keys, StringComparer.Ordinal).Append(ToolDefinition.OtherTools).Distinct())
        {
            Compare(name, EntryOf(toolsBefore, name), EntryOf(toolsAfter, name), changes);
        }
    }

    private static void Compare(string name, ToolDefinition? before, ToolDefinition? after, List<AccessChange> changes)
    {
        string tool = name == ToolDefinition.OtherTools ? "any other tool" : $"the tool '{name}'";
        if (before is null || after is null)
        {
            if (before != after)
            {
                changes.Add(after is not null
                    ? new AccessChange(AccessChangeKind.Looser, "", $"refused {tool}, and allows it")
                    : new AccessChange(AccessChangeKind.Stricter, "", $"allowed {tool}, and refuses it"));
            }

            return;
        }

        List<AccessChange> found = [];
        ScopeComparison.Compare(DemandOf(before), DemandOf(after), found);
        ConditionComparison.CompareTools(before, after, found);
        changes.AddRange(found.Select(change => change with { Text = $"for {tool} {change.Text}" }));
    }

    private static ToolDefinition? EntryOf(IReadOnlyDictionary<string, ToolDefinition> tools, string name) =>
        tools.GetValueOrDefault(name) ?? tools.GetValueOrDefault(ToolDefinition.OtherTools);

    private static RouteDefinition DemandOf(ToolDefinition tool) =>
        new() { AuthorizationScopes = tool.AuthorizationScopes, AllScopes = tool.AllScopes };
}
