namespace Authz.Explaining;

/// <summary>What the checks of the tools that a request calls found.</summary>
internal static class ToolFindings
{
    public static CheckFinding Tools(ExplainedRequest explained)
    {
        IReadOnlyDictionary<string, ToolDefinition> entries = explained.Route!.Definition.Tools;
        IReadOnlyList<string> names = explained.Tools.Names;
        if (names.Count == 0)
        {
            string found = explained.Tools.IsReadable ? "a message that calls no tool" : "a request of which that cannot be told";
            return new($"calls of tools among {ValueText.List([.. entries.Keys])}, or of none", found);
        }

        string expected = string.Join("; ", names.Distinct(StringComparer.Ordinal).Select(name => Describe(name, entries)));
        string claim = explained.Payload.TryGet("scp", out _) ? "scp" : "scope";
        return new(expected, $"{(names.Count == 1 ? "a call" : "calls")} of {ValueText.List(names)}; {explained.Payload.Describe(claim)}");
    }

    private static string Describe(string name, IReadOnlyDictionary<string, ToolDefinition> entries)
    {
        if (!entries.TryGetValue(name, out ToolDefinition? tool) && !entries.TryGetValue(ToolDefinition.OtherTools, out tool))
        {
            return $"one of {ValueText.List([.. entries.Keys])}";
        }

        string scopes = ClaimFindings.Demand(tool.AuthorizationScopes, tool.AllScopes);
        return $"for {ValueText.Quote(name)} {(scopes.Length == 0 ? "no more than for the route" : scopes)}";
    }
}
