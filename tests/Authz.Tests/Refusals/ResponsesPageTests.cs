using System.Globalization;
using Authz.Refusals;

namespace Authz.Tests.Refusals;

public sealed class ResponsesPageTests
{
    private static readonly string s_page = RepositoryFile.ReadText("docs/responses.md");

    public static TheoryData<RefusalReason> Reasons => [.. Enum.GetValues<RefusalReason>()];

    [Theory]
    [MemberData(nameof(Reasons))]
    public void Page_TellsWhatEachRefusalSays(RefusalReason reason)
    {
        Refusal refusal = RefusalTable.Of(reason);
        string row = string.Create(
            CultureInfo.InvariantCulture,
            $"| `{reason.ToCode()}` | {Status(refusal.Outcome)} | {Cell(refusal.Error)} | {Cell(refusal.Description)} | " +
            $"{Cell(refusal.AwsDescription)} |");

        Assert.Contains(row, s_page, StringComparison.Ordinal);
    }

    private static string Cell(string? text) => text is null ? "" : $"`{text.Replace("{0}", "ALG", StringComparison.Ordinal)}`";

    private static int Status(AuthorizationOutcome outcome) => outcome switch
    {
        AuthorizationOutcome.BadRequest => 400,
        AuthorizationOutcome.Unauthorized => 401,
        AuthorizationOutcome.Forbidden => 403,
        AuthorizationOutcome.NotFound => 404,
        _ => 503,
    };
}
