using Authz.Binding;

namespace Authz.Tests.Binding;

/// <summary>docs/token-binding.md lists the checks that the table lists.</summary>
public sealed class ProofRulesTests
{
    [Fact]
    public void Page_SaysWhatTheTableSays() => GeneratedTable.Check(
        "docs/token-binding.md",
        "| RFC 9449 | the check wants | reason | `error_description` | mend it |",
        ProofRules.All.Select(rule =>
            $"| {rule.Number} | {rule.Expected} | `{rule.Reason.ToCode()}` | `{rule.Description}` | {rule.Remedy} |"));

    [Fact]
    public void Table_HasARowForEachStatusThatRefuses() => Assert.Equal(
        Enum.GetValues<ProofStatus>().Except([ProofStatus.Unproven, ProofStatus.Held]).Order(),
        ProofRules.All.Select(rule => rule.Status).Order());

    // RFC 6750 section 3.
    [Fact]
    public void Uses_OnlyCharactersThatAChallengeMayHave() => Assert.All(
        ProofRules.All, rule => Assert.DoesNotContain(rule.Description, character => character is < ' ' or > '~' or '"' or '\\'));

    [Fact]
    public void Refuses_WithTheZeroValue()
    {
        Assert.Equal(ProofRules.All[0], ProofRules.Of(default));
        Assert.False(default(BindingVerdict).IsMet);
    }
}
