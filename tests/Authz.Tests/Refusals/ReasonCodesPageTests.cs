using System.Globalization;
using Authz.Refusals;

namespace Authz.Tests.Refusals;

/// <summary>docs/reason-codes.md says of every reason what the table says, at an anchor of its own.</summary>
public sealed class ReasonCodesPageTests
{
    [Fact]
    public void Page_SaysWhatTheTableSays() => GeneratedTable.Check(
        "docs/reason-codes.md", "| code | status | meaning | remedy | challenge |", RefusalTable.All.Select(Row));

    private static string Row(Refusal refusal)
    {
        string challenge = ChallengeWriter.WriteStandard(refusal.Reason, "SCOPES") is { } text ? $"`{text}`" : "none";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| <a id=\"{refusal.Code}\"></a>`{refusal.Code}` | {refusal.Outcome.ToStatusCode()} | {refusal.Meaning} | {refusal.Remedy} | " +
            $"{challenge} |");
    }
}
