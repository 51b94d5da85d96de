using System.Text;

namespace Authz.Import.Tests.Templates;

/// <summary>Templates that CloudFormation or API Gateway refuse, as a linter lists them: each with the place, none read as something else.</summary>
public sealed class TemplateNegativeTests
{
    private const string Jwt = "AuthorizerType: JWT, IdentitySource: [$request.header.Authorization], ";

    [Theory]
    [InlineData("resources that are a list", "Resources: [a]", 1, 1)]
    [InlineData("an empty template", "Resources: {}", 1, 1)]
    [InlineData("an API that is a text", "Resources: {Api: AWS::ApiGatewayV2::Api}", 1, 1)]
    [InlineData("properties that are a list", "Resources:\n  Api: {Type: AWS::ApiGatewayV2::Api, Properties: [a]}", 2, 51)]
    [InlineData("a route without a key", "Resources:\n  Api: {Type: AWS::ApiGatewayV2::Api}\n  R: {Type: AWS::ApiGatewayV2::Route, Properties: {ApiId: !Ref Api}}", 3, 3)]
    [InlineData("a route key without a method", "Resources:\n  Api: {Type: AWS::ApiGatewayV2::Api}\n  R: {Type: AWS::ApiGatewayV2::Route, Properties: {ApiId: !Ref Api, RouteKey: /a}}", 3, 79)]
    [InlineData("a route key in small letters", "Resources:\n  Api: {Type: AWS::ApiGatewayV2::Api}\n  R: {Type: AWS::ApiGatewayV2::Route, Properties: {ApiId: !Ref Api, RouteKey: get /a}}", 3, 79)]
    [InlineData("a route key that is a list", "Resources:\n  Api: {Type: AWS::ApiGatewayV2::Api}\n  R: {Type: AWS::ApiGatewayV2::Route, Properties: {ApiId: !Ref Api, RouteKey: [GET /a]}}", 3, 79)]
    [InlineData("a route that is there twice", "Resources:\n  Api: {Type: AWS::ApiGatewayV2::Api}\n  R: {Type: AWS::ApiGatewayV2::Route, Properties: {ApiId: !Ref Api, RouteKey: GET /a}}\n  S: {Type: AWS::ApiGatewayV2::Route, Properties: {ApiId: !Ref Api, RouteKey: GET /a}}", 4, 79)]
    [InlineData("two variables of one name", "Resources:\n  Api: {Type: AWS::ApiGatewayV2::Api}\n  R: {Type: AWS::ApiGatewayV2::Route, Properties: {ApiId: !Ref Api, RouteKey: 'GET /{a}/{a}'}}", 3, 79)]
    [InlineData("an authorizer without an issuer", "Resources:\n  Api: {Type: AWS::ApiGatewayV2::Api}\n  J: {Type: AWS::ApiGatewayV2::Authorizer, Properties: {ApiId: !Ref Api, " + Jwt + "JwtConfiguration: {Audience: [a]}}}", 3, 162)]
    [InlineData("an authorizer without an audience", "Resources:\n  Api: {Type: AWS::ApiGatewayV2::Api}\n  J: {Type: AWS::ApiGatewayV2::Authorizer, Properties: {ApiId: !Ref Api, " + Jwt + "JwtConfiguration: {Issuer: 'https://id.example.com/'}}}", 3, 162)]
    [InlineData("an authorizer without a configuration", "Resources:\n  Api: {Type: AWS::ApiGatewayV2::Api}\n  J: {Type: AWS::ApiGatewayV2::Authorizer, Properties: {ApiId: !Ref Api, AuthorizerType: JWT}}", 3, 3)]
    [InlineData("an authorizer without a type", "Resources:\n  Api: {Type: AWS::ApiGatewayV2::Api}\n  J: {Type: AWS::ApiGatewayV2::Authorizer, Properties: {ApiId: !Ref Api}}", 3, 3)]
    [InlineData("an authorizer without a function", "Resources:\n  Api: {Type: AWS::ApiGatewayV2::Api}\n  L: {Type: AWS::ApiGatewayV2::Authorizer, Properties: {ApiId: !Ref Api, AuthorizerType: REQUEST}}", 3, 3)]
    [InlineData("a token in the body", "Resources:\n  Api: {Type: AWS::ApiGatewayV2::Api}\n  J: {Type: AWS::ApiGatewayV2::Authorizer, Properties: {ApiId: !Ref Api, AuthorizerType: JWT, IdentitySource: [$request.body.token], JwtConfiguration: {Issuer: 'https://id.example.com/', Audience: [a]}}}", 3, 112)]
    [InlineData("two identity sources", "Resources:\n  Api: {Type: AWS::ApiGatewayV2::Api}\n  J: {Type: AWS::ApiGatewayV2::Authorizer, Properties: {ApiId: !Ref Api, AuthorizerType: JWT, IdentitySource: [$request.header.A, $request.header.B], JwtConfiguration: {Issuer: 'https://id.example.com/', Audience: [a]}}}", 3, 111)]
    [InlineData("a stage that is there twice", "Resources:\n  Api: {Type: AWS::ApiGatewayV2::Api}\n  S: {Type: AWS::ApiGatewayV2::Stage, Properties: {ApiId: !Ref Api, StageName: a}}\n  T: {Type: AWS::ApiGatewayV2::Stage, Properties: {ApiId: !Ref Api, StageName: a}}", 4, 80)]
    [InlineData("settings of a route that is not there", "Resources:\n  Api: {Type: AWS::ApiGatewayV2::Api}\n  S: {Type: AWS::ApiGatewayV2::Stage, Properties: {ApiId: !Ref Api, StageName: a, RouteSettings: {GET /x: {ThrottlingBurstLimit: 1}}}}", 3, 99)]
    [InlineData("an origin with a path", "Resources:\n  Api: {Type: AWS::ApiGatewayV2::Api, Properties: {CorsConfiguration: {AllowOrigins: ['https://a.example.com/x']}}}", 2, 87)]
    [InlineData("a condition that is not defined", "Resources:\n  Api: {Type: AWS::ApiGatewayV2::Api}\n  R: {Type: AWS::ApiGatewayV2::Route, Condition: C, Properties: {ApiId: !Ref Api, RouteKey: GET /a}}", 3, 50)]
    [InlineData("an unknown function", "Resources:\n  Api: {Type: AWS::ApiGatewayV2::Api}\n  R: {Type: AWS::ApiGatewayV2::Route, Properties: {ApiId: !Ref Api, RouteKey: {Fn::Mine: x}}}", 3, 90)]
    public void Rejects_ATemplateThatCannotBeDeployed(string rule, string text, int line, int column)
    {
        ImportedDefinition imported = DefinitionImporter.Import(Encoding.UTF8.GetBytes(text));

        Assert.Null(imported.Definition);
        DefinitionProblem first = imported.Problems[0];
        Assert.Equal((rule, line, column), (rule + (first.Line == line && first.Column == column ? "" : ": " + first), first.Line, first.Column));
        Assert.All(imported.Problems, problem => Assert.EndsWith(".", problem.Message, StringComparison.Ordinal));
    }
}
