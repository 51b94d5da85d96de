using Authz.Import;
using Authz.Server.Checks;
using Authz.Testing;

namespace Authz.Server.Tests.Checks;

public sealed class OnlineCheckTests
{
    private const string Issuer = "https://issuer.example";

    [Fact]
    public async Task Lists_TheKeysOfAReachableIssuer_AndNothingElse()
    {
        Finding finding = Assert.Single(await Check(new FakeIssuer(Issuer, ["RS256"]), algorithms: "[RS256]"));

        Assert.Equal("issuer_keys", finding.Code);
        Assert.Contains("RS256", finding.Message, StringComparison.Ordinal);
        Assert.Equal(4, finding.Line);
    }

    [Fact]
    public async Task Finds_AnIssuerThatDiffersByASlash()
    {
        Finding finding = Assert.Single(await Check(new FakeIssuer(Issuer + "/"), algorithms: "[RS256]"));

        Assert.Equal("issuer_unusable", finding.Code);
        Assert.Contains("slash", finding.Message, StringComparison.Ordinal);
        Assert.Contains("name where its keys are, as 'metadataUri' or 'jwksUri'", finding.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Finds_SlowCurves_AndAlgorithmsWithoutKey()
    {
        IReadOnlyList<Finding> findings = await Check(new FakeIssuer(Issuer, ["ES384"]), algorithms: "[ES384, RS256]");

        Assert.Equal(
            ["algorithm_without_key", "issuer_keys", "key_slow_curve"],
            findings.Select(finding => finding.Code).Order(StringComparer.Ordinal));
    }

    private static Task<IReadOnlyList<Finding>> Check(FakeIssuer issuer, string algorithms)
    {
        string definition = $$"""
            authorizers:
              idp:
                type: JWT
                jwtConfiguration: { issuer: "{{Issuer}}", audience: [api], algorithms: {{algorithms}} }
            routes:
              GET /a: { authorizer: idp }
            """;
        ImportedDefinition imported = DefinitionImporter.Import(System.Text.Encoding.UTF8.GetBytes(definition));
        return DefinitionCheck.RunOnlineAsync(
            imported, new ApiAuthorizerOptions { KeyFetchHandler = issuer.CreateHandler() }, CancellationToken.None);
    }
}
