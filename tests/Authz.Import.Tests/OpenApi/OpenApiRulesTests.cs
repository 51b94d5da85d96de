using System.Text;

namespace Authz.Import.Tests.OpenApi;

/// <summary>What an OpenAPI document of an HTTP API means, and what is refused, as tables.</summary>
public sealed class OpenApiRulesTests
{
    [Theory]
    [InlineData("says nothing", "/a: {get: {}}", "GET /a = open")]
    [InlineData("says that it is open", "/a: {get: {security: []}}", "GET /a = open")]
    [InlineData("a scheme with scopes", "/a: {get: {security: [{idp: [x]}]}}", "GET /a = idp x")]
    [InlineData("the default route", "$default: {x-amazon-apigateway-any-method: {security: [{idp: []}]}}", "$default = idp")]
    [InlineData("the default route as exported", "/$default: {x-amazon-apigateway-any-method: {isDefaultRoute: true}}", "$default = open")]
    [InlineData("IAM", "/a: {get: {x-amazon-apigateway-auth: {type: AWS_IAM}}}", "GET /a = iam")]
    [InlineData("IAM by a scheme", "/a: {get: {security: [{iam: []}]}}", "GET /a = iam")]
    [InlineData("a path that is null", "/a: null", "")]
    [InlineData(
        "an operation that is null", "/a: {get: null}", "! The operation 'GET /a' is empty, so that nothing says who may call it.")]
    [InlineData("a path that is no map", "/a: get", "! The path '/a' must be a map of named members.")]
    [InlineData("an operation that is no map", "/a: {get: x}", "! The operation 'get' of '/a' must be a map of named members.")]
    [InlineData("scopes that are no list", "/a: {get: {security: [{idp: x}]}}", "! The requirement of 'idp' must be a list.")]
    [InlineData("a reference", "/a: {$ref: '#/paths/~1b', description: d}, /b: {get: {security: [{idp: [x]}]}}", "GET /a = idp x; GET /b = idp x")]
    [InlineData(
        "an operation beside a reference", "/a: {$ref: '#/paths/~1b', get: {security: [{idp: [x]}]}}, /b: {get: {}}",
        "! 'get' beside '$ref' is not read.")]
    [InlineData(
        "an authorizer at an operation", "/a: {get: {x-amazon-apigateway-authorizer: {type: jwt}}}",
        "! 'x-amazon-apigateway-authorizer' is not read at an operation.")]
    public void Serves_TheAccessOfAnOperation(string rule, string paths, string expected) => Assert.Equal(
        (rule, expected), (rule, ImportedAccess.Of(Import(Document(paths)))));

    [Theory]
    [InlineData("a mistyped member", "{type: jwt, jwtConfiguration: {issuer: 'https://id.example.com/', audience: [a]}, identitySources: x}", "! The authorizer of 'idp' has no member 'identitySources'.")]
    [InlineData("a text", "jwt", "! The authorizer of 'idp' must be a map of named members.")]
    public void Rejects_AnAuthorizer(string rule, string authorizer, string expected)
    {
        string text = "openapi: 3.0.1\npaths: {/a: {get: {security: [{idp: []}]}}}\n" +
            $"components: {{securitySchemes: {{idp: {{type: oauth2, x-amazon-apigateway-authorizer: {authorizer}}}}}}}";

        Assert.Equal((rule, expected), (rule, ImportedAccess.Of(Import(text))));
    }

    [Fact]
    public void Serves_AStageVariable_ByParameter_AndLeavesTheIntegrationOutWithoutIt()
    {
        string text = Document(
            "/a: {get: {x-amazon-apigateway-integration: {type: http_proxy, uri: 'https://${stageVariables.H}/x', payloadFormatVersion: '1.0'}}}");

        ImportedDefinition without = Import(text);
        ImportedDefinition given = Import(text, new() { ["stageVariables.H"] = "b.example.com" });

        Assert.Null(without.Definition!.Routes["GET /a"].Integration);
        Assert.Equal("Give it with '--parameter stageVariables.H=VALUE'.", Assert.Single(without.Notices).Remedy);
        Assert.Equal("https://b.example.com/x", given.Definition!.Routes["GET /a"].Integration!.Uri);
    }

    private static string Document(string paths) => $"openapi: 3.0.1\npaths: {{{paths}}}\n" + """
        components:
          securitySchemes:
            iam: {type: apiKey, name: Authorization, in: header, x-amazon-apigateway-authtype: awsSigv4}
            idp:
              type: oauth2
              x-amazon-apigateway-authorizer: {type: jwt, identitySource: $request.header.Authorization, jwtConfiguration: {issuer: "https://id.example.com/", audience: [a]}}
        """;

    private static ImportedDefinition Import(string text, Dictionary<string, string>? parameters = null) =>
        DefinitionImporter.Import(Encoding.UTF8.GetBytes(text), new ImportOptions { Parameters = parameters ?? [] });
}
