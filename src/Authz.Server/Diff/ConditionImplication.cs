using Authz.Conditions;

namespace Authz.Server.Diff;

/// <summary>
/// Whether whatever meets one condition meets another: proven where terms differ in their values, prefix or suffix alone. False means that
/// it is not proven.
/// </summary>
internal static class ConditionImplication
{
    /// <summary>Whether whatever meets the one meets the other; nothing is asked where there is no condition.</summary>
    public static bool Implies(IReadOnlyList<ConditionBlock>? one, IReadOnlyList<ConditionBlock>? other) =>
        other is null || (one is not null && one.All(block => other.Any(wider => Implies(block, wider))));

    private static bool Implies(ConditionBlock one, ConditionBlock other) =>
        other.Terms.All(wider => one.Terms.Any(term => Implies(term, wider)));

    private static bool Implies(ConditionTerm one, ConditionTerm other)
    {
        if (one.Key != other.Key || ConditionOperator.Find(one.Operator) is not { } found
            || ConditionOperator.Find(other.Operator) is not { } wider || found.Name != wider.Name)
        {
            return false;
        }

        // What holds for all values, of which there is one, holds for any. The plain form fits no list, and a list's form one value alone.
        bool isQuantified = found.Quantifier == wider.Quantifier || found.Quantifier == ConditionQuantifier.None
            || (found.Quantifier == ConditionQuantifier.All && wider.Quantifier == ConditionQuantifier.Any);
        bool isMissing = !found.HoldsIfMissing || wider.HoldsIfMissing;
        HashSet<string> values = new(one.Values, StringComparer.Ordinal);
        return isQuantified && isMissing && (found.IsNegated
            ? values.IsSupersetOf(other.Values)
            : values.IsSubsetOf(other.Values) && HasNoFurtherVariable(one, other));
    }

    // A variable that is missing makes its term false, whatever else it may equal.
    private static bool HasNoFurtherVariable(ConditionTerm one, ConditionTerm other) =>
        VariablesOf(other).IsSubsetOf(VariablesOf(one));

    private static HashSet<ConditionKey> VariablesOf(ConditionTerm term) =>
        [.. ConditionKeys.Of(term with { Key = "" })];
}
