using Authz.Explaining;
using Authz.Server.Explain;
using Authz.Testing;
using Authz.Tests;

namespace Authz.Server.Tests.Explain;

public sealed class ExplanationTextTests
{
    [Fact]
    public void Docs_HaveEveryCheck_InOrder_AndEveryReason()
    {
        string[][] rows =
        [
            .. RepositoryFile.ReadText("docs/explain.md").Split('\n').Where(line => line.Length > 2 && line[0] == '|' && char.IsAsciiDigit(line[2]))
                .Select(line => line.Split('|')),
        ];

        Assert.Equal(Enum.GetValues<DecisionCheck>().Select(ExplanationWords.Of), rows.Select(row => row[2].Split('`')[1]));
        Assert.All(
            Enum.GetValues<RefusalReason>().Where(reason => reason != RefusalReason.Undecided),
            reason => Assert.Contains(rows, row => row[3].Contains($"`{reason.ToCode()}`", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(80, false)]
    [InlineData(119, false)]
    [InlineData(120, true)]
    public async Task Writes_ColumnsThatFitTheTerminal(int width, bool hasAllColumns)
    {
        FakeIssuer issuer = new();
        using ApiAuthorizer authorizer = new(
            new ApiDefinitionBuilder().AddJwtAuthorizer("idp", issuer.Issuer, "pets-api").AddRoute("GET /pets", "idp", "pets:read").Build(),
            new ApiAuthorizerOptions { KeyFetchHandler = issuer.CreateHandler() });
        Explanation explanation = await authorizer.ExplainAsync(new AuthorizationRequest(
            "GET", "/pets", HeaderSource.Authorization($"Bearer {issuer.Mint("pets-api", "pets:write")}")));
        using StringWriter output = new() { NewLine = "\n" };
        ExplanationText.Write(output, explanation, width);

        string text = output.ToString();
        string[] table = text[text.IndexOf("Step", StringComparison.Ordinal)..text.IndexOf("Refused:", StringComparison.Ordinal)].Split('\n');
        Assert.All(table, line => Assert.InRange(line.Length, 0, width));
        Assert.Equal(hasAllColumns, table[0].Contains("Expected", StringComparison.Ordinal));
        Assert.Equal(hasAllColumns, text.Contains("not_reached", StringComparison.Ordinal));
        Assert.Contains(table, line => line.Contains("scopes", StringComparison.Ordinal) && line.Contains("refused", StringComparison.Ordinal));
        Assert.Contains("expected   at least one of 'pets:read'", text, StringComparison.Ordinal);
        Assert.True(hasAllColumns || table.Length <= 40, $"{table.Length} lines");
    }
}
