using Authz.Tools;

namespace Authz.Explaining;

/// <summary>What the checks of the tools that a request calls found.</summary>
internal static class ToolFindings
{
    public static CheckFinding Tools(ExplainedRequest explained)
    {
        IReadOnlyDictionary<string, ToolDefinition> entries = explained.Route!.Definition.Tools!;
        IReadOnlyList<string> names = explained.Tools.Names;
        if (names.Count == 0)
        {
            string nothing = explained.Tools.IsReadable ? "a message that calls no tool" : "a request of which that cannot be told";
            return new($"calls of tools among {ValueText.List([.. entries.Keys])}, or of none", nothing);
        }

        string expected = string.Join("; ", names.Distinct(StringComparer.Ordinal).Select(name => Describe(name, entries)));
        string claim = explained.Payload.TryGet("scp", out _) ? "scp" : "scope";
        string found = $"{(names.Count == 1 ? "a call" : "calls")} of {ValueText.List(names)}; {explained.Payload.Describe(claim)}";
        List<ExplainedTerm> terms = [.. names.Distinct(StringComparer.Ordinal).SelectMany(name => TermsOf(name, explained))];
        return terms.Count == 0
            ? new(expected, found)
            : new(expected, $"{found}; of the conditions: {ConditionFindings.Summarize(terms)}", terms);
    }

    private static IEnumerable<ExplainedTerm> TermsOf(string name, ExplainedRequest explained)
    {
        RouteTool? tool = explained.Route!.Tools!.Find(name);
        return ConditionFindings.Describe(explained, tool?.Condition).Select(term => term with { Tool = name });
    }

    private static string Describe(string name, IReadOnlyDictionary<string, ToolDefinition> entries)
    {
        if (!entries.TryGetValue(name, out ToolDefinition? tool) && !entries.TryGetValue(ToolDefinition.OtherTools, out tool))
        {
            return $"one of {ValueText.List([.. entries.Keys])}";
        }

        string scopes = ClaimFindings.Demand(tool.AuthorizationScopes, tool.AllScopes);
        string condition = tool.Condition is null ? "" : scopes.Length == 0 ? "that its condition holds" : ", and that its condition holds";
        return $"for {ValueText.Quote(name)} {(scopes.Length + condition.Length == 0 ? "no more than for the route" : scopes + condition)}";
    }
}
