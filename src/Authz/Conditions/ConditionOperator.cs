namespace Authz.Conditions;

/// <summary>An operator of a condition
/// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html).</summary>
/// <param name="Name">The operator's name without prefix and suffix.</param>
/// <param name="Type">What is compared.</param>
/// <param name="Relation">How it is compared.</param>
/// <param name="IsNegated">Whether none of the values may fit.</param>
/// <param name="Quantifier">Which values of the key must fit.</param>
/// <param name="HoldsIfMissing">Whether the term holds if the key is missing.</param>
internal sealed record ConditionOperator(
    string Name, ConditionType Type, ConditionRelation Relation, bool IsNegated = false, ConditionQuantifier Quantifier = default,
    bool HoldsIfMissing = false)
{
    public const string Any = "ForAnyValue:";

    public const string All = "ForAllValues:";

    public const string IfExists = "IfExists";

    private static readonly ConditionOperator[] s_all =
    [
        new("StringEquals", ConditionType.Text, ConditionRelation.Equal),
        new("StringNotEquals", ConditionType.Text, ConditionRelation.Equal, IsNegated: true),
        new("StringEqualsIgnoreCase", ConditionType.Text, ConditionRelation.EqualIgnoreCase),
        new("StringNotEqualsIgnoreCase", ConditionType.Text, ConditionRelation.EqualIgnoreCase, IsNegated: true),
        new("StringLike", ConditionType.Text, ConditionRelation.Like),
        new("StringNotLike", ConditionType.Text, ConditionRelation.Like, IsNegated: true),
        .. Ordered("Numeric", ConditionType.Number),
        .. Ordered("Date", ConditionType.Date),
        new("Bool", ConditionType.Boolean, ConditionRelation.Equal),
        new("IpAddress", ConditionType.Address, ConditionRelation.Within),
        new("NotIpAddress", ConditionType.Address, ConditionRelation.Within, IsNegated: true),
        new("Null", ConditionType.Null, ConditionRelation.Equal),
    ];

    private static readonly Dictionary<string, ConditionOperator> s_byName = s_all.ToDictionary(each => each.Name, StringComparer.Ordinal);

    /// <summary>The names of the operators without prefix and suffix.</summary>
    public static IEnumerable<string> Names => s_all.Select(each => each.Name);

    /// <summary>The operator of this name, prefix and suffix; null if there is none, compared with case.</summary>
    public static ConditionOperator? Find(string text)
    {
        ConditionQuantifier quantifier =
            text.StartsWith(Any, StringComparison.Ordinal) ? ConditionQuantifier.Any
            : text.StartsWith(All, StringComparison.Ordinal) ? ConditionQuantifier.All
            : ConditionQuantifier.None;
        string name = quantifier switch
        {
            ConditionQuantifier.Any => text[Any.Length..],
            ConditionQuantifier.All => text[All.Length..],
            _ => text,
        };
        bool holdsIfMissing = name.EndsWith(IfExists, StringComparison.Ordinal);
        name = holdsIfMissing ? name[..^IfExists.Length] : name;
        bool isKnown = s_byName.TryGetValue(name, out ConditionOperator? found);

        // Null asks whether the key is there: neither its values nor its absence is anything more.
        bool isPlain = quantifier == ConditionQuantifier.None && !holdsIfMissing;
        return isKnown && (found!.Type != ConditionType.Null || isPlain)
            ? found with { Quantifier = quantifier, HoldsIfMissing = holdsIfMissing }
            : null;
    }

    private static IEnumerable<ConditionOperator> Ordered(string prefix, ConditionType type) =>
    [
        new($"{prefix}Equals", type, ConditionRelation.Equal),
        new($"{prefix}NotEquals", type, ConditionRelation.Equal, IsNegated: true),
        new($"{prefix}LessThan", type, ConditionRelation.Less),
        new($"{prefix}LessThanEquals", type, ConditionRelation.LessOrEqual),
        new($"{prefix}GreaterThan", type, ConditionRelation.Greater),
        new($"{prefix}GreaterThanEquals", type, ConditionRelation.GreaterOrEqual),
    ];
}

/// <summary>What an operator compares; a value of another type never fits.</summary>
internal enum ConditionType : byte
{
    Text,
    Number,
    Date,
    Boolean,
    Address,

    /// <summary>Whether the key is missing.</summary>
    Null,
}

/// <summary>How an operator compares.</summary>
internal enum ConditionRelation : byte
{
    Equal,

    /// <summary>ASCII letters without regard to case.</summary>
    EqualIgnoreCase,

    /// <summary><c>*</c> for any characters, <c>?</c> for one.</summary>
    Like,

    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,

    /// <summary>An address within a network.</summary>
    Within,
}

/// <summary>Which values of a key must fit.</summary>
internal enum ConditionQuantifier : byte
{
    /// <summary>The only one: a list never fits.</summary>
    None,

    /// <summary>At least one.</summary>
    Any,

    /// <summary>Every one, and at least one.</summary>
    All,
}
