using System.Globalization;
using Authz.Refusals;

namespace Authz.Tests.Refusals;

/// <summary>docs/reason-codes.md tells of every reason what the tables say, at an anchor of its own.</summary>
public sealed class ReasonCodesPageTests
{
    private static readonly string s_page = RepositoryFile.ReadText("docs/reason-codes.md");

    public static TheoryData<RefusalReason> Reasons => [.. Enum.GetValues<RefusalReason>()];

    [Theory]
    [MemberData(nameof(Reasons))]
    public void Page_HasARowForEachReason(RefusalReason reason)
    {
        Refusal refusal = RefusalTable.Of(reason);
        string challenge = ChallengeWriter.WriteStandard(reason, "SCOPES") is { } text ? $"`{text}`" : "none";
        string code = reason.ToCode();
        string row = string.Create(
            CultureInfo.InvariantCulture,
            $"| <a id=\"{code}\"></a>`{code}` | {Status(refusal.Outcome)} | {refusal.Meaning} | {refusal.Remedy} | {challenge} |");

        Assert.Contains(row, s_page.Split('\n'));
    }

    [Fact]
    public void Page_HasNoOtherRow() =>
        Assert.Equal(Reasons.Count, s_page.Split('\n').Count(line => line.StartsWith("| <a id=", StringComparison.Ordinal)));

    private static int Status(AuthorizationOutcome outcome) => outcome switch
    {
        AuthorizationOutcome.BadRequest => 400,
        AuthorizationOutcome.Unauthorized => 401,
        AuthorizationOutcome.Forbidden => 403,
        AuthorizationOutcome.NotFound => 404,
        _ => 503,
    };
}
