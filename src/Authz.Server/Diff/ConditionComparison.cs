namespace Authz.Server.Diff;

/// <summary>Compares conditions and step-ups. Where two differ, neither is known to let in less.</summary>
internal static class ConditionComparison
{
    public static void CompareIssuers(JwtConfiguration before, JwtConfiguration after, List<AccessChange> changes) =>
        Compare("tokens of the issuer", TextOf(before.Condition), TextOf(after.Condition), changes);

    public static void CompareRoutes(RouteDefinition before, RouteDefinition after, List<AccessChange> changes)
    {
        Compare("the route", TextOf(before.Condition), TextOf(after.Condition), changes);
        CompareStepUps(before.StepUp, after.StepUp, changes);
    }

    private static void Compare(string what, string? before, string? after, List<AccessChange> changes)
    {
        if (before == after)
        {
            return;
        }

        string words = before is null ? $"{what} must meet a condition"
            : after is null ? $"{what} need not meet a condition any more"
            : $"the condition of {what} is another";
        AddIf(after is not null, AccessChangeKind.Stricter, words, changes);
        AddIf(before is not null, AccessChangeKind.Looser, words, changes);
    }

    private static void CompareStepUps(StepUpDefinition? before, StepUpDefinition? after, List<AccessChange> changes)
    {
        if (TextOf(before) != TextOf(after))
        {
            string words = before is null ? "asks for a step-up" : after is null ? "asks for no step-up any more" : "asks for another step-up";
            AddIf(after is not null, AccessChangeKind.Stricter, words, changes);
            AddIf(before is not null, AccessChangeKind.Looser, words, changes);
        }
    }

    private static void AddIf(bool isSo, AccessChangeKind kind, string words, List<AccessChange> changes)
    {
        if (isSo)
        {
            changes.Add(new AccessChange(kind, "", words));
        }
    }

    // The order of blocks, terms and values means nothing. Each part with its length: no text can pass for another.
    private static string? TextOf(IReadOnlyList<ConditionBlock>? condition) =>
        condition is null ? null : Join(condition.Select(block => Join(block.Terms.Select(TextOf))));

    private static string TextOf(ConditionTerm term) => $"{term.Operator} {term.Key.Length}:{term.Key} {Join(term.Values)}";

    private static string? TextOf(StepUpDefinition? stepUp) => stepUp is null ? null : $"{stepUp.MaxAge} {Join(stepUp.AcrValues)}";

    private static string Join(IEnumerable<string> parts) =>
        string.Concat(parts.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(part => $"{part.Length}:{part}"));
}
