using System.Globalization;
using Authz.Refusals;

namespace Authz.Tests.Refusals;

/// <summary>docs/responses.md says of every reason, in both modes, what the table says.</summary>
public sealed class ResponsesPageTests
{
    [Fact]
    public void Page_SaysWhatTheTableSays() => GeneratedTable.Check(
        "docs/responses.md",
        "| reason | status | `error` | `error_description` in `standard` | in `aws` | the service's text is |",
        RefusalTable.All.Select(Row));

    private static string Row(Refusal refusal)
    {
        string variant = refusal.AwsVariant is { } other ? $"; `{other.Description}` where {other.Case}" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| `{refusal.Code}` | {refusal.Outcome.ToStatusCode()} | {Cell(refusal.Error)} | {Cell(refusal.Description)} | " +
            $"{Cell(refusal.AwsDescription)} | {refusal.AwsOrigin}{variant} |");
    }

    private static string Cell(string? text) => text is null ? "" : $"`{text.Replace("{0}", "ALG", StringComparison.Ordinal)}`";
}
