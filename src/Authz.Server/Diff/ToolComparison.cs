namespace Authz.Server.Diff;

/// <summary>Compares what two routes ask for each tool, beyond what they ask for themselves.</summary>
internal static class ToolComparison
{
    public static void Compare(RouteDefinition before, RouteDefinition after, List<AccessChange> changes)
    {
        if (before.Tools.Count == 0 || after.Tools.Count == 0)
        {
            if (before.Tools.Count != after.Tools.Count)
            {
                changes.Add(after.Tools.Count > 0
                    ? new AccessChange(AccessChangeKind.Stricter, "", "did not look at the tools that a request calls, and decides on each")
                    : new AccessChange(AccessChangeKind.Looser, "", "decided on each tool that a request calls, and does not look at them"));
            }

            return;
        }

        // The entry for other tools stands for a tool that no entry names.
        foreach (string name in before.Tools.Keys.Union(after.Tools.Keys, StringComparer.Ordinal).Append(ToolDefinition.OtherTools).Distinct())
        {
            Compare(name, EntryOf(before, name), EntryOf(after, name), changes);
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

    private static ToolDefinition? EntryOf(RouteDefinition route, string name) =>
        route.Tools.GetValueOrDefault(name) ?? route.Tools.GetValueOrDefault(ToolDefinition.OtherTools);

    private static RouteDefinition DemandOf(ToolDefinition tool) =>
        new() { AuthorizationScopes = tool.AuthorizationScopes, AllScopes = tool.AllScopes };
}
