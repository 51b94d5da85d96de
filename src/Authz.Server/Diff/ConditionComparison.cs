namespace Authz.Server.Diff;

/// <summary>
/// Compares conditions and step-ups. Where neither of two is known to imply the other, requests may be allowed anew and refused anew.
/// </summary>
internal static class ConditionComparison
{
    public static void CompareIssuers(JwtConfiguration before, JwtConfiguration after, List<AccessChange> changes) =>
        Compare("tokens of the issuer", before.Condition, after.Condition, changes);

    public static void CompareRoutes(RouteDefinition before, RouteDefinition after, List<AccessChange> changes)
    {
        Compare("the route", before.Condition, after.Condition, changes);
        CompareStepUps(before.StepUp, after.StepUp, changes);
    }

    public static void CompareTools(ToolDefinition before, ToolDefinition after, List<AccessChange> changes) =>
        Compare("the call", before.Condition, after.Condition, changes);

    private static void Compare(
        string what,
        IReadOnlyList<ConditionBlock>? before,
        IReadOnlyList<ConditionBlock>? after,
        List<AccessChange> changes)
    {
        bool isStricter = ConditionImplication.Implies(after, before);
        bool isLooser = ConditionImplication.Implies(before, after);
        string words = before is null ? $"{what} must meet a condition"
            : after is null ? $"{what} need not meet a condition any more"
            : isStricter ? $"the condition of {what} asks for more"
            : isLooser ? $"the condition of {what} asks for less"
            : $"the condition of {what} is another";
        AddIf(!isLooser, AccessChangeKind.Stricter, words, changes);
        AddIf(!isStricter, AccessChangeKind.Looser, words, changes);
    }

    private static void CompareStepUps(StepUpDefinition? before, StepUpDefinition? after, List<AccessChange> changes)
    {
        bool isStricter = Implies(after, before);
        bool isLooser = Implies(before, after);
        string words = before is null ? "asks for a step-up"
            : after is null ? "asks for no step-up any more"
            : isStricter ? "asks for more of a step-up"
            : isLooser ? "asks for less of a step-up"
            : "asks for another step-up";
        AddIf(!isLooser, AccessChangeKind.Stricter, words, changes);
        AddIf(!isStricter, AccessChangeKind.Looser, words, changes);
    }

    // Whether every token that meets the one meets the other.
    private static bool Implies(StepUpDefinition? one, StepUpDefinition? other)
    {
        if (one is null || other is null)
        {
            return other is null;
        }

        bool isLevel = other.AcrValues.Count == 0
            || (one.AcrValues.Count > 0 && one.AcrValues.All(value => other.AcrValues.Contains(value)));
        return isLevel && (other.MaxAge is not { } age || one.MaxAge <= age);
    }

    private static void AddIf(bool isSo, AccessChangeKind kind, string words, List<AccessChange> changes)
    {
        if (isSo)
        {
            changes.Add(new AccessChange(kind, "", words));
        }
    }
}
