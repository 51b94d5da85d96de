using System.Diagnostics;
using System.Text;
using Authz.Import;
using Authz.Server.Checks;

namespace Authz.Server.Tests.Checks;

public sealed class DefinitionCheckTests
{
    // What an issuer itself says is the subject of OnlineCheckTests, what a deployment does of LambdaHostCheckTests, and who can change a
    // file of FileTrustCheckTests.
    private static readonly string[] s_otherCodes =
    [
        "issuer_unusable", "issuer_keys", "key_slow_curve", "algorithm_without_key", "lambda_policy_overlap", "lambda_verdict_by_route",
        "file_writable", "lambda_token_optional", "lambda_tools_unseen", "lambda_challenge_lost", "lambda_proofs", "lambda_revocations", "lambda_certificates",
    ];

    public static TheoryData<string> OfflineCodes => [.. CheckCodes.All.Select(code => code.Name).Except(s_otherCodes)];

    [Fact]
    public void Serves_TheExpectedFindings_OfEveryFixture()
    {
        string actual = string.Concat(DefinitionFixtures.All.SelectMany(file => DefinitionFixtures.Check(file)
            .Select(finding => $"{file}:{finding.Line}:{finding.Column}: {FindingText.NameOf(finding.Severity)} {finding.Code}\n")));

        Assert.True(DefinitionFixtures.All.Count() >= 60);
        Assert.Equal(File.ReadAllText(DefinitionFixtures.FullPath("findings.txt")), actual);
    }

    [Theory]
    [MemberData(nameof(OfflineCodes))]
    public void Finds_TheBadFixture_AndNotTheGoodOne(string code)
    {
        Assert.Contains(DefinitionFixtures.Check($"checks/{code}.bad.yaml"), finding => finding.Code == code);
        Assert.DoesNotContain(DefinitionFixtures.Check($"checks/{code}.good.yaml"), finding => finding.Code == code);
    }

    [Fact]
    public void SaysOnce_ThatTheResourceIsMissing()
    {
        ImportedDefinition imported = DefinitionImporter.Import("""
            authorizers:
              idp: { type: JWT, jwtConfiguration: { issuer: "https://id.example.com/", audience: [mcp] }, protectedResource: {} }
            routes:
              POST /mcp: { authorizer: idp }
            """u8.ToArray());

        Finding finding = Assert.Single(DefinitionCheck.Run(imported), finding => finding.Severity != FindingSeverity.Note);

        Assert.Equal("The resource is missing.", finding.Message);
    }

    [Fact]
    public void Explains_EveryFinding_WithARemedy()
    {
        foreach (Finding finding in DefinitionFixtures.All.SelectMany(DefinitionFixtures.Check))
        {
            Assert.Contains(CheckCodes.All, code => code.Name == finding.Code);
            Assert.EndsWith(".", finding.Message, StringComparison.Ordinal);
            Assert.Matches("[.?]$", finding.Remedy);
            Assert.True(finding.Line > 0, finding.ToString());
        }
    }

    [Fact]
    public void Serves_ATemplateOf300Routes_InUnderASecond()
    {
        IEnumerable<string> routes = Enumerable.Range(0, 299).Select(number =>
            $"  Route{number}:\n    Type: AWS::ApiGatewayV2::Route\n    Properties: " +
            $"{{ ApiId: !Ref Api, RouteKey: 'GET /r{number}/{{id}}/items', AuthorizationType: JWT, AuthorizerId: !Ref Auth, " +
            $"AuthorizationScopes: ['r{number}:use'] }}\n");
        byte[] template = Encoding.UTF8.GetBytes(
            File.ReadAllText(DefinitionFixtures.FullPath("checks/other_api.good.yaml")) + string.Concat(routes));
        DefinitionCheck.Run(DefinitionImporter.Import(template));

        Stopwatch watch = Stopwatch.StartNew();
        ImportedDefinition imported = DefinitionImporter.Import(template);
        IReadOnlyList<Finding> findings = DefinitionCheck.Run(imported);
        TimeSpan elapsed = watch.Elapsed;

        Assert.Equal(300, imported.Definition!.Routes.Count);
        Assert.Empty(findings);
        Assert.True(elapsed < TimeSpan.FromSeconds(1), $"took {elapsed}");
    }
}
