using System.Text;
using Authz.Import;
using Authz.Server.Checks;

namespace Authz.Server.Tests.Checks;

public sealed class ProxyVariableCheckTests
{
    [Theory]
    [InlineData("a greedy end", "GET /x/{proxy+}", "1.0", "f", "authorizer: idp", "'GET /f/admin', 'GET /admin'")]
    [InlineData("one segment", "GET /x/{proxy}", "1.0", "f", "authorizer: idp", "'GET /admin'")]
    [InlineData("any method, open", "ANY /x/y/{proxy+}", "1.0", "f", "authorizationType: NONE", "'GET /f/admin', 'GET /admin'")]
    [InlineData("the whole path", "GET /{proxy+}", "1.0", "f", "authorizer: idp", null)]
    [InlineData("another name", "GET /x/{rest+}", "1.0", "f", "authorizer: idp", null)]
    [InlineData("another method", "POST /x/{proxy+}", "1.0", "f", "authorizer: idp", null)]
    [InlineData("another format", "GET /x/{proxy+}", "2.0", "f", "authorizer: idp", null)]
    [InlineData("another function", "GET /x/{proxy+}", "1.0", "g", "authorizer: idp", null)]
    [InlineData("the same demands", "GET /x/{proxy+}", "1.0", "f", "authorizer: idp, authorizationScopes: [admin]", null)]
    public void Finds_VariablesThatAdaptersTakeForThePath(
        string description, string routeKey, string version, string function, string demand, string? reached)
    {
        byte[] definition = Encoding.UTF8.GetBytes($$"""
            authorizers:
              idp: { type: JWT, jwtConfiguration: { issuer: "https://id.example.com/", audience: [api] } }
            routes:
              GET /f/admin: { authorizer: idp, authorizationScopes: [admin], integration: { type: AWS_PROXY, uri: f } }
              GET /admin: { authorizer: idp, authorizationScopes: [admin], integration: { type: AWS_PROXY, uri: f } }
              GET /open: { authorizationType: NONE, integration: { type: AWS_PROXY, uri: f } }
              {{routeKey}}:
                { {{demand}}, integration: { type: AWS_PROXY, uri: {{function}}, payloadFormatVersion: "{{version}}" } }
            """);

        Finding[] findings =
            [.. DefinitionCheck.Run(DefinitionImporter.Import(definition)).Where(finding => finding.Code == "route_proxy_cuts_prefix")];

        Assert.Equal((description, reached is null ? 0 : 1), (description, findings.Length));
        Assert.All(findings, finding => Assert.EndsWith($"to its callers: {reached}.", finding.Message, StringComparison.Ordinal));
    }
}
