namespace Authz.Conditions;

/// <summary>The outcomes of comparing two values that have an order.</summary>
internal static class OrderTest
{
    /// <summary>Whether the relation holds.</summary>
    /// <param name="relation">The relation.</param>
    /// <param name="order">Less than zero if the key's value is less than the term's, zero if they are equal.</param>
    public static bool IsMet(ConditionRelation relation, int order) => relation switch
    {
        ConditionRelation.Less => order < 0,
        ConditionRelation.LessOrEqual => order <= 0,
        ConditionRelation.Greater => order > 0,
        ConditionRelation.GreaterOrEqual => order >= 0,
        _ => order == 0,
    };
}
