using System.Text;
using Authz.Import;
using Authz.Server.Checks;

namespace Authz.Server.Tests.Checks;

public sealed class LambdaHostCheckTests
{
    [Theory]
    [InlineData("one demand everywhere", "GET /a: x, GET /a/{id}: x", "")]
    [InlineData("an open route beside", "GET /a: x, GET /a/{id}: -", "lambda_verdict_by_route")]
    [InlineData("open routes alone", "GET /a/{id}: -, GET /a/me: -", "")]
    [InlineData("an open route across a slash", "GET /a/{id}: x, GET /a/{id}/b: -", "lambda_verdict_by_route lambda_policy_overlap")]
    [InlineData("an open default route", "GET /a: x, $default: -", "lambda_verdict_by_route lambda_policy_overlap")]
    [InlineData("routes that literals tell apart", "GET /a/{id}: x, GET /b/{id}: y", "lambda_verdict_by_route")]
    [InlineData("another method", "GET /a/{id}: x, POST /a/{id}: y", "lambda_verdict_by_route")]
    [InlineData("a star across a slash", "GET /a/{id}: x, GET /a/{id}/secret: y", "lambda_verdict_by_route lambda_policy_overlap")]
    [InlineData("a literal in a variable's place", "GET /a/{id}: x, GET /a/me: y", "lambda_verdict_by_route lambda_policy_overlap")]
    [InlineData("any method", "ANY /a: x, GET /a: y", "lambda_verdict_by_route lambda_policy_overlap")]
    [InlineData("the default route", "$default: x, GET /a: y", "lambda_verdict_by_route lambda_policy_overlap")]
    [InlineData("a greedy route's own path", "GET /files: x, ANY /files/{path+}: y", "lambda_verdict_by_route lambda_policy_overlap")]
    [InlineData("the root in a variable's place", "GET /: x, GET /{id}: y", "lambda_verdict_by_route lambda_policy_overlap")]
    [InlineData("a character of unknown spelling", "GET /a@b: x, GET /c: y", "lambda_verdict_by_route lambda_policy_overlap")]
    [InlineData("the handshake of a WebSocket API", "$connect: x, $default: y", "")]
    public void Finds_EffectsOfTheResultCache(string description, string routes, string codes)
    {
        IReadOnlyList<Finding> findings = DefinitionCheck.RunForLambda(DefinitionImporter.Import(Definition(routes)));

        Assert.Equal(
            (description, codes),
            (description, string.Join(' ', findings.Select(finding => finding.Code).Order(StringComparer.Ordinal).Reverse())));
    }

    [Fact]
    public void Names_WhatAnAuthorizerCannotDo_ForAProtectedResource()
    {
        IReadOnlyList<Finding> findings = DefinitionCheck.RunForLambda(DefinitionImporter.Import("""
            authorizers:
              idp:
                type: JWT
                jwtConfiguration: { issuer: "https://id.example.com/", audience: ["https://mcp.example.com/mcp"] }
                protectedResource: { resource: "https://mcp.example.com/mcp" }
            routes:
              POST /mcp: { authorizer: idp, tools: { time: {} } }
            """u8.ToArray()));

        Assert.Equal(
            [
                ("lambda_challenge_lost", FindingSeverity.Warning, "/authorizers/idp/protectedResource"),
                ("lambda_tools_unseen", FindingSeverity.Error, "/routes/POST ~1mcp/tools"),
            ],
            findings.Select(finding => (finding.Code, finding.Severity, finding.Path)));
        Assert.Contains("function URL", findings[0].Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_WhatTheResultCacheMakesOfRevocations()
    {
        IReadOnlyList<Finding> findings = DefinitionCheck.RunForLambda(DefinitionImporter.Import("""
            authorizers:
              idp: { type: JWT, jwtConfiguration: { issuer: "https://id.example.com/", audience: [a] }, revocation: { file: revoked.json } }
            routes:
              GET /a: { authorizer: idp }
            """u8.ToArray()));

        Assert.Equal(("lambda_revocations", FindingSeverity.Warning, "/authorizers/idp/revocation"), Assert.Single(findings.Select(
            finding => (finding.Code, finding.Severity, finding.Path))));
    }

    [Fact]
    public void Refuses_ARouteThatRequiresNoToken()
    {
        IReadOnlyList<Finding> findings = DefinitionCheck.RunForLambda(DefinitionImporter.Import("""
            authorizers:
              idp: { type: JWT, jwtConfiguration: { issuer: "https://id.example.com/", audience: [api] } }
            routes:
              GET /a: { authorizer: idp, tokenRequired: false }
            """u8.ToArray()));

        Finding finding = Assert.Single(findings);
        Assert.Equal(
            ("lambda_token_optional", FindingSeverity.Error, "/routes/GET ~1a/tokenRequired"),
            (finding.Code, finding.Severity, finding.Path));
    }

    [Fact]
    public void Finds_BindingsThatTheResultCacheUndoes()
    {
        IReadOnlyList<Finding> findings = DefinitionCheck.RunForLambda(DefinitionImporter.Import("""
            authorizers:
              idp:
                type: JWT
                jwtConfiguration: { issuer: "https://id.example.com/", audience: [api] }
                tokenBinding: { dpop: ALLOWED, mutualTls: ALLOWED, origins: ["https://api.example.com"] }
            routes:
              GET /a: { authorizer: idp }
            """u8.ToArray()));

        Assert.Equal(
            [("lambda_proofs", "/authorizers/idp/tokenBinding/dpop"), ("lambda_certificates", "/authorizers/idp/tokenBinding/mutualTls")],
            findings.Select(finding => (finding.Code, finding.Path)));
    }

    [Fact]
    public async Task Reports_FindingsOnlyWhenAsked()
    {
        string file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(file, Definition("GET /a/{id}: x, GET /a/{id}/secret: y"));

            Assert.DoesNotContain("lambda_", (await RunningCommand.RunAsync("check", file)).Output, StringComparison.Ordinal);
            Assert.Contains(
                ":5:3: warning lambda_policy_overlap", (await RunningCommand.RunAsync("check", file, "--lambda")).Output,
                StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static byte[] Definition(string routes)
    {
        IEnumerable<string> lines = routes.Split(", ").Select(route => route.Split(": ")).Select(pair =>
            pair[1] == "-"
                ? $"  {pair[0]}: {{ authorizationType: NONE }}"
                : $"  {pair[0]}: {{ authorizer: idp, authorizationScopes: [{pair[1]}] }}");
        return Encoding.UTF8.GetBytes($$"""
            authorizers:
              idp: { type: JWT, jwtConfiguration: { issuer: "https://id.example.com/", audience: [api] } }
            # What each route asks for.
            routes:
            {{string.Join('\n', lines)}}
            """);
    }
}
