using System.Text;

namespace Authz.Import.Tests.OpenApi;

/// <summary><c>x-authz</c> adds members of our own format to an operation's route and to a scheme's authorizer.</summary>
public sealed class AuthzExtensionTests
{
    private const string Extended = """
        openapi: 3.0.1
        paths:
          /pets:
            get: {security: [{idp: [pets:read]}], x-authz: {allScopes: [admin]}}
        components:
          securitySchemes:
            idp:
              type: oauth2
              x-amazon-apigateway-authorizer: {type: jwt, jwtConfiguration: {issuer: "https://id.example.com/", audience: [pets]}}
              x-authz: {maximumTokenLength: 4096, jwtConfiguration: {algorithms: [RS256]}}
        """;

    [Fact]
    public void Adds_TheMembersToRouteAndAuthorizer() => AssertExtended(Import(Extended).Definition);

    [Fact]
    public void Adds_ThemInTheBodyOfATemplate() => AssertExtended(Import(
        "Resources:\n  Api:\n    Type: AWS::ApiGatewayV2::Api\n    Properties:\n      FailOnWarnings: true\n      Body:\n" + Indented(Extended)).Definition);

    [Fact]
    public void Adds_ThemInTheBodyOfASamTemplate_WhoseEventFillsTheOperation()
    {
        ApiDefinition? definition = Import(
            "Transform: AWS::Serverless-2016-10-31\nResources:\n  F: {Type: AWS::Serverless::Function, Properties: {Events: {E: {Type: HttpApi, " +
            "Properties: {ApiId: !Ref Api, Method: GET, Path: /pets}}}}}\n  Api:\n    Type: AWS::Serverless::HttpApi\n    Properties:\n" +
            "      FailOnWarnings: true\n      DefinitionBody:\n" + Indented(Extended)).Definition;

        AssertExtended(definition);
        Assert.Equal("F", definition!.Routes["GET /pets"].Integration?.Uri);
    }

    [Theory]
    [InlineData("a member that is set", "allScopes: [admin]", "authorizer: other", "The route 'GET /pets' has 'authorizer' already: it stands at (4,23).")]
    [InlineData("an unknown member", "allScopes: [admin]", "allScope: [admin]", "'allScope' is not a property here.")]
    [InlineData("a wrong member", "allScopes: [admin]", "tokenRequired: false", "The route asks for scopes, which a request without a token would escape.")]
    [InlineData("no map", "x-authz: {allScopes: [admin]}", "x-authz: admin", "What is added to the route 'GET /pets' must be a map of named members.")]
    [InlineData("another case", "x-authz: {allScopes", "X-Authz: {allScopes", "'X-Authz' is not read here.")]
    [InlineData("a longer name", "x-authz: {allScopes", "x-authz-route: {allScopes", "'x-authz-route' is not read here.")]
    [InlineData("at a path", "  /pets:\n", "  /pets:\n    x-authz: {allScopes: [a]}\n", "'x-authz' is not read at a path.")]
    [InlineData("at the document", "paths:", "x-authz: {}\npaths:", "'x-authz' is not read at the document.")]
    [InlineData("in paths", "paths:", "paths:\n  x-authz: {}", "'x-authz' is not read in 'paths'.")]
    [InlineData("in components", "components:", "components:\n  x-authz: {}", "'x-authz' is not read in 'components'.")]
    [InlineData("in an authorizer", "{type: jwt, ", "{type: jwt, x-authz: {}, ", "The authorizer of 'idp' has no member 'x-authz'.")]
    [InlineData("in an integration", "x-authz: {allScopes: [admin]}", "x-amazon-apigateway-integration: {x-authz: {}, type: http_proxy, uri: 'https://b.example.com/'}", "'x-authz' is not read in an integration.")]
    [InlineData("an issuer that is set", "algorithms: [RS256]", "issuer: 'https://evil.example.com/'", "'jwtConfiguration' has 'issuer' already")]
    public void Rejects_AnExtension(string rule, string from, string to, string message)
    {
        ImportedDefinition imported = Import(Extended.Replace(from, to, StringComparison.Ordinal));

        Assert.Null(imported.Definition);
        DefinitionProblem problem = Assert.Single(imported.Problems);
        Assert.True(problem.Line > 0, rule);
        Assert.StartsWith(message, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rejects_AnExtensionAtASchemeOfIam() => Assert.Equal(
        "'x-authz' is not read at a scheme that asks for IAM.",
        Assert.Single(Import("""
            openapi: 3.0.1
            paths: {/a: {get: {security: [{iam: []}]}}}
            components: {securitySchemes: {iam: {type: apiKey, x-amazon-apigateway-authtype: awsSigv4, x-authz: {maximumTokenLength: 4096}}}}
            """).Problems).Message);

    private static void AssertExtended(ApiDefinition? definition)
    {
        Assert.NotNull(definition);
        Assert.Equal(["pets:read"], definition.Routes["GET /pets"].AuthorizationScopes);
        Assert.Equal(["admin"], definition.Routes["GET /pets"].AllScopes);
        Assert.Equal(4096, definition.Authorizers["idp"].MaximumTokenLength);
        Assert.Equal(["RS256"], definition.Authorizers["idp"].JwtConfiguration[0].Algorithms);
    }

    private static string Indented(string text) => string.Concat(text.Split('\n').Select(line => $"        {line}\n"));

    private static ImportedDefinition Import(string text) => DefinitionImporter.Import(Encoding.UTF8.GetBytes(text));
}
