using System.Text;
using Authz.Import;
using Authz.Server.Checks;

namespace Authz.Server.Tests.Checks;

public sealed class IssuerTrustCheckTests
{
    private const string Tenant = "72f988bf-86f1-41af-91ab-2d7cd011db47";

    [Theory]
    [InlineData("https://login.microsoftonline.com/common/v2.0", "issuer_multi_tenant")]
    [InlineData("https://login.microsoftonline.com/organizations/v2.0", "issuer_multi_tenant")]
    [InlineData("https://login.microsoftonline.com/Consumers/v2.0", "issuer_multi_tenant")]
    [InlineData("https://login.microsoftonline.com/common", "issuer_multi_tenant")]
    [InlineData("https://sts.windows.net/common/", "issuer_multi_tenant")]
    [InlineData("https://sts.windows.net/" + Tenant, "issuer_slash")]
    [InlineData("https://sts.windows.net/" + Tenant + "/", "")]
    [InlineData("https://login.microsoftonline.com/" + Tenant + "/v2.0", "")]
    [InlineData("https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0", "issuer_personal_accounts")]
    [InlineData("https://id.example.com/common/v2.0", "")]
    [InlineData("https://token.actions.githubusercontent.com", "issuer_public")]
    [InlineData("https://token.actions.githubusercontent.com/our-enterprise", "")]
    [InlineData("https://gitlab.com", "issuer_public")]
    [InlineData("https://gitlab.example.com", "")]
    [InlineData("https://accounts.google.com", "issuer_public")]
    public void Finds_IssuersOfNobodyOrEverybody(string issuer, string code) =>
        Assert.Equal(code, string.Join(' ', Check($"issuer: \"{issuer}\"").Select(finding => finding.Code)));

    [Fact]
    public void Finds_GoogleWithoutScheme() => Assert.Contains(
        Check("issuer: accounts.google.com, jwksUri: \"https://www.googleapis.com/oauth2/v3/certs\""),
        finding => finding.Code == "issuer_public");

    [Theory]
    [InlineData("https://login.microsoftonline.com/common/v2.0", "https://login.microsoftonline.com/{tenantid}/v2.0", "/v2.0")]
    [InlineData("https://sts.windows.net/common/", "https://sts.windows.net/{tenantid}/", "")]
    public void Gives_LinesThatAreADefinition(string issuer, string template, string version)
    {
        string metadata = $"https://login.microsoftonline.com/organizations{version}/.well-known/openid-configuration";

        Assert.Equal(
            $"Write 'issuer: \"{template}\"', 'tenants: [\"TENANT-ID\"]' and 'metadataUri: \"{metadata}\"'.",
            Assert.Single(Check($"issuer: \"{issuer}\"")).Remedy);
        Assert.Empty(Check($"issuer: \"{template}\", tenants: [\"{Tenant}\"], metadataUri: \"{metadata}\""));
    }

    [Fact]
    public void Finds_EachHostOverHttp_AtItsPlace()
    {
        Finding[] found =
        [
            .. Check("issuer: \"http://a:8080/\", insecureHttpHosts: [\"a:8080\", \"b:80\"]")
                .Where(finding => finding.Code == "issuer_insecure_http"),
        ];

        Assert.Equal(
            ["/authorizers/idp/jwtConfiguration/insecureHttpHosts/0", "/authorizers/idp/jwtConfiguration/insecureHttpHosts/1"],
            found.Select(finding => finding.Path));
        Assert.Contains("'b:80'", found[1].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[aud, azp]", false)]
    [InlineData("[azp]", true)]
    [InlineData("[client_id, aud]", true)]
    public void Finds_AnotherClaimBeforeAud(string claims, bool isFound) => Assert.Equal(
        isFound,
        Check($"issuer: \"https://id.example.com/\", audienceClaims: {claims}").Any(finding => finding.Code == "audience_claim_other"));

    private static Finding[] Check(string configuration)
    {
        IReadOnlyList<Finding> findings = DefinitionCheck.Run(DefinitionImporter.Import(Encoding.UTF8.GetBytes($$"""
            authorizers:
              idp: { type: JWT, jwtConfiguration: { audience: [api], {{configuration}} } }
            routes:
              GET /a: { authorizer: idp }
            """)));
        return [.. findings.Where(finding => finding.Severity != FindingSeverity.Note)];
    }
}
