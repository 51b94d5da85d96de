using System.Text;

namespace Authz.Import.Tests.Templates;

/// <summary>What CloudFormation's resources of an HTTP API mean, and what is refused, as tables.</summary>
public sealed class CloudFormationRulesTests
{
    [Theory]
    [InlineData("says nothing", "", "GET /a = open")]
    [InlineData("says so", "AuthorizationType: NONE", "GET /a = open")]
    [InlineData("JWT", "AuthorizationType: JWT, AuthorizerId: !Ref J", "GET /a = jwt")]
    [InlineData("JWT with scopes", "AuthorizationType: JWT, AuthorizerId: !Ref J, AuthorizationScopes: [x]", "GET /a = jwt x")]
    [InlineData("IAM", "AuthorizationType: AWS_IAM", "GET /a = iam")]
    [InlineData("an authorizer, but NONE", "AuthorizerId: !Ref J", "! 'R' names an authorizer, but its type is NONE: the service leaves it open.")]
    [InlineData("scopes, but NONE", "AuthorizationScopes: [x]", "! 'R' names scopes, but its type is NONE: the service leaves it open.")]
    [InlineData("scopes that are no list", "AuthorizationType: JWT, AuthorizerId: !Ref J, AuthorizationScopes: x", "! 'AuthorizationScopes' of 'R' must be a list.")]
    [InlineData("a mistyped member", "AuthorizationTyp: JWT, AuthorizerId: !Ref J", "! 'R' has no member 'AuthorizationTyp'.*")]
    [InlineData("another type", "AuthorizationType: COGNITO, AuthorizerId: !Ref J", "! Authorization by 'COGNITO' is not supported.")]
    public void Serves_TheAccessOfARoute(string rule, string properties, string expected) => AssertAccess(rule, expected, Template(properties));

    [Theory]
    [InlineData("another type", "AuthorizerType: unsupported", "! 'unsupported' is not a type of authorizers.*")]
    [InlineData("a mistyped member", "AuthorizerType: JWT, JwtConfiguration: {Issuer: 'https://id.example.com/', Audience: [a]}, Issuer: x", "! 'J' has no member 'Issuer'.*")]
    [InlineData("a mistyped member of the configuration", "AuthorizerType: JWT, JwtConfiguration: {Issuer: 'https://id.example.com/', Audience: [a], issuer: x}", "! 'JwtConfiguration' has no member 'issuer'.*")]
    public void Rejects_AnAuthorizer(string rule, string properties, string expected) => AssertAccess(
        rule,
        expected,
        $"Resources: {{Api: {{Type: AWS::ApiGatewayV2::Api, Properties: {{Name: n}}}}, J: {{Type: AWS::ApiGatewayV2::Authorizer, Properties: {{ApiId: !Ref Api, {properties}}}}}}}");

    [Theory]
    [InlineData("a macro", "Transform: Mine\n", "", "! The macro 'Mine' may change every part of the template.")]
    [InlineData("a base path", "", "Body: {openapi: 3.0.1, paths: {}}, BasePath: prepend", "! The base path would change every route.*")]
    [InlineData("a mistyped member", "", "CorsConfig: {}", "! 'Api' has no member 'CorsConfig'.*")]
    [InlineData("a document that is no OpenAPI", "", "Body: {paths: {}}", "! OpenAPI '' is not supported.*")]
    public void Rejects_AnApi(string rule, string before, string properties, string expected) => AssertAccess(
        rule, expected, $"{before}Resources: {{Api: {{Type: AWS::ApiGatewayV2::Api, Properties: {{Name: n, {properties}}}}}}}");

    [Fact]
    public void Rejects_AnAuthorizerOfAnotherApi_EvenIfThisOneHasItsName() => Assert.Equal(
        "! The authorizer 'jwt' of 'R' belongs to another API.",
        ImportedAccess.Of(DefinitionImporter.Import(
            Encoding.UTF8.GetBytes(Template("AuthorizationType: JWT, AuthorizerId: !Ref O") + "\n  Other: {Type: AWS::ApiGatewayV2::Api, Properties: {Name: o}}" +
                "\n  O: {Type: AWS::ApiGatewayV2::Authorizer, Properties: {ApiId: !Ref Other, Name: jwt, AuthorizerType: JWT, " +
                "IdentitySource: [$request.header.X], JwtConfiguration: {Issuer: 'https://other.example.com/', Audience: [o]}}}"),
            new ImportOptions { Api = "Api" })));

    [Theory]
    [InlineData("a nested stack", "{Type: AWS::CloudFormation::Stack, Properties: {Parameters: {Api: !Ref Api}}}", 1)]
    [InlineData("an application", "{Type: AWS::Serverless::Application, Properties: {Parameters: {Api: !Sub 'x/${Api.ApiId}'}}}", 1)]
    [InlineData("a module", "{Type: My::Api::Routes::MODULE, Properties: {Api: !GetAtt Api.ApiId}}", 1)]
    [InlineData("a nested stack without the API", "{Type: AWS::CloudFormation::Stack, Properties: {Parameters: {Api: !Ref Apis}}}", 0)]
    public void Serves_AnApiThatIsHandedOn_AndSaysSo(string rule, string resource, int notices) => Assert.Equal(
        (rule, notices),
        (rule, Import(Template("") + $"\n  Nested: {resource}").Notices.Count(notice => notice.Message ==
            "'Nested' is given the API 'Api' and may add routes, which are not in this file.")));

    [Fact]
    public void Serves_NoRouteOfAnImportedApi_EvenIfItsExportHasTheNameOfThisOne()
    {
        ImportedDefinition imported = Import(Template("") +
            "\n  Other: {Type: AWS::ApiGatewayV2::Route, Properties: {ApiId: !ImportValue Api, RouteKey: GET /other}}");

        Assert.Equal("GET /a = open", ImportedAccess.Of(imported));
        Assert.Equal("'Other' belongs to an API that is not in the file.", Assert.Single(imported.Notices).Message);
    }

    [Fact]
    public void Rejects_OverridesOfQuickCreate() => AssertAccess(
        "overrides",
        "! 'O' changes what quick create made, perhaps its authorizer.",
        "Resources: {Api: {Type: AWS::ApiGatewayV2::Api, Properties: {Target: 'https://b.example.com'}}, " +
        "O: {Type: AWS::ApiGatewayV2::ApiGatewayManagedOverrides, Properties: {ApiId: !Ref Api, Route: {AuthorizationType: AWS_IAM}}}}");

    [Theory]
    [InlineData("!Sub \"${AWS::StackName}-api\"", "${AWS::StackName}-api")]
    [InlineData("!Ref AWS::StackName", "${AWS::StackName}")]
    [InlineData("5", "5")]
    public void Accepts_ANameThatOnlyDeploymentKnows(string name, string expected) => Assert.Equal(
        expected, Import($"Resources: {{Api: {{Type: AWS::ApiGatewayV2::Api, Properties: {{Name: {name}}}}}}}").Definition!.Name);

    [Fact]
    public void Serves_RoutesOfAnApiWhoseReferenceHasAValue()
    {
        ImportedDefinition imported = DefinitionImporter.Import(
            Encoding.UTF8.GetBytes(Template("")), new ImportOptions { Parameters = new Dictionary<string, string> { ["Api"] = "abc123" } });

        Assert.Equal("GET /a = open", ImportedAccess.Of(imported));
    }

    [Fact]
    public void Rejects_AConditionOnAPseudoParameter_ByItsName() => Assert.Equal(
        "Give it with '--parameter AWS::AccountId=VALUE'.",
        Assert.Single(Import("""
            Conditions: {Prod: !Equals [!Ref AWS::AccountId, "1"]}
            Resources:
              Api: {Type: AWS::ApiGatewayV2::Api, Properties: {Name: n}}
              R: {Type: AWS::ApiGatewayV2::Route, Condition: Prod, Properties: {ApiId: !Ref Api, RouteKey: GET /a}}
            """).Problems).Remedy);

    [Theory]
    [InlineData("in another resource", "Other: {Type: AWS::S3::Bucket, Properties: {A: {x: 1, x: 2}}}", 0)]
    [InlineData("in a route", "Other: {Type: AWS::ApiGatewayV2::Route, Properties: {ApiId: !Ref Api, RouteKey: GET /b, RouteKey: GET /c}}", 1)]
    [InlineData("of a resource's type", "Other: {Type: AWS::S3::Bucket, Type: AWS::ApiGatewayV2::Route}", 1)]
    [InlineData("of a resource", "Other: {Type: AWS::S3::Bucket}, Other: {Type: AWS::ApiGatewayV2::Route}", 1)]
    public void Rejects_RepeatedNames_ThatMayConcernTheApi(string rule, string resource, int problems)
    {
        ImportedDefinition imported = Import($"Resources: {{Api: {{Type: AWS::ApiGatewayV2::Api, Properties: {{Name: n}}}}, {resource}}}"
            .Replace("Resources: {", "Resources:\n  {", StringComparison.Ordinal));

        Assert.Equal((rule, problems), (rule, imported.Problems.Count(problem => problem.Message.Contains("occurs twice", StringComparison.Ordinal))));
        Assert.Equal(1 - problems, imported.Notices.Count(notice => notice.Code == "name_repeated"));
    }

    [Theory]
    [InlineData("in another resource", "\"Other\":{\"Type\":\"AWS::CloudFront::Distribution\",\"Properties\":{\"A\":{\"Name\":1,\"Name\":{\"Name\":2,\"Name\":3}}}}", 0)]
    [InlineData("in a route", "\"Other\":{\"Type\":\"AWS::ApiGatewayV2::Route\",\"Properties\":{\"RouteKey\":\"GET /a\",\"RouteKey\":\"GET /b\"}}", 1)]
    [InlineData("of a resource", "\"Other\":{\"Type\":\"AWS::S3::Bucket\"},\"Other\":{\"Type\":\"AWS::ApiGatewayV2::Route\"}", 1)]
    public void Rejects_RepeatedNamesInJson_ThatMayConcernTheApi(string rule, string resource, int problems)
    {
        ImportedDefinition imported = Import(
            $"{{\"Resources\":{{\"Api\":{{\"Type\":\"AWS::ApiGatewayV2::Api\",\"Properties\":{{\"Name\":\"n\"}}}},{resource}}}}}");

        Assert.Equal((rule, problems), (rule, imported.Problems.Count(problem => problem.Message.Contains("occurs twice", StringComparison.Ordinal))));
        Assert.Equal(problems == 0, imported.Notices.Any(notice => notice.Code == "name_repeated"));
        Assert.Equal(problems == 0, imported.Definition is not null);
    }

    [Theory]
    [InlineData("two APIs", null, "! The file has 2 HTTP APIs: 'Api', 'Other'.")]
    [InlineData("by logical id", "Other", "GET /o = open")]
    [InlineData("by title", "second", "GET /o = open")]
    public void Serves_TheApiThatIsChosen(string rule, string? api, string expected)
    {
        string text = Template("") + "\n  Other: {Type: AWS::ApiGatewayV2::Api, Properties: {Name: second}}" +
            "\n  S: {Type: AWS::ApiGatewayV2::Route, Properties: {ApiId: !Ref Other, RouteKey: GET /o}}";

        Assert.Equal(
            (rule, expected),
            (rule, ImportedAccess.Of(DefinitionImporter.Import(Encoding.UTF8.GetBytes(text), new ImportOptions { Api = api }))));
    }

    [Fact]
    public void Serves_ReplacedIssuerAndAudience_InPlaceOfAPoolThatDoesNotExist()
    {
        string text = Template("AuthorizationType: JWT, AuthorizerId: !Ref J")
            .Replace("'https://id.example.com/'", "!Sub 'https://cognito-idp.${AWS::Region}.amazonaws.com/${Pool}'", StringComparison.Ordinal)
            .Replace("Audience: [a]", "Audience: [!Ref Client]", StringComparison.Ordinal);
        ImportOptions options = new()
        {
            Issuers = new Dictionary<string, string> { ["jwt"] = "http://127.0.0.1:8081/" },
            Audiences = new Dictionary<string, IReadOnlyList<string>> { ["jwt"] = ["dev"] },
        };

        ApiDefinition definition = DefinitionImporter.Import(Encoding.UTF8.GetBytes(text), options).Definition!;

        JwtConfiguration configuration = Assert.Single(definition.Authorizers["jwt"].JwtConfiguration);
        Assert.Equal(("http://127.0.0.1:8081/", "dev"), (configuration.Issuer, Assert.Single(configuration.Audience)));
    }

    [Fact]
    public void Rejects_AReplacementOfAnAuthorizerThatIsNotThere() => Assert.Equal(
        "! There is no JWT authorizer 'jwd' whose issuer or audience could be replaced.",
        ImportedAccess.Of(DefinitionImporter.Import(Encoding.UTF8.GetBytes(Template("")), new ImportOptions
        {
            Issuers = new Dictionary<string, string> { ["jwd"] = "http://127.0.0.1:8081/" },
        })));

    private static string Template(string properties) => $$"""
        Resources:
          Api: {Type: AWS::ApiGatewayV2::Api, Properties: {Name: n} }
          J: {Type: AWS::ApiGatewayV2::Authorizer, Properties: {ApiId: !Ref Api, Name: jwt, AuthorizerType: JWT, IdentitySource: [$request.header.Authorization], JwtConfiguration: {Issuer: 'https://id.example.com/', Audience: [a]} } }
          R: {Type: AWS::ApiGatewayV2::Route, Properties: {ApiId: !Ref Api, RouteKey: GET /a{{(properties.Length > 0 ? ", " : "")}}{{properties}} } }
        """;

    private static ImportedDefinition Import(string text) => DefinitionImporter.Import(Encoding.UTF8.GetBytes(text));

    // A final '*' leaves open which problems follow.
    private static void AssertAccess(string rule, string expected, string text)
    {
        string actual = ImportedAccess.Of(Import(text));
        string compared = expected.EndsWith('*') && actual.Length >= expected.Length ? actual[..(expected.Length - 1)] : actual;
        Assert.Equal((rule, expected.TrimEnd('*')), (rule, compared));
    }
}
