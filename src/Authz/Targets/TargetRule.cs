namespace Authz.Targets;

/// <summary>One row of the canonical-path table.</summary>
/// <param name="Status">The row's name.</param>
/// <param name="Catches">The inputs that the row catches, for people.</param>
/// <param name="Example">A target that breaks this rule and no other.</param>
internal sealed record TargetRule(TargetStatus Status, string Catches, string Example)
{
    /// <summary>The ASCII characters that the rule refuses unencoded.</summary>
    public string Raw { get; init; } = "";

    /// <summary>The characters that the rule refuses percent-encoded.</summary>
    public string Encoded { get; init; } = "";
}
