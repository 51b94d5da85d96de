using System.Text;

namespace Authz.Import.Tests.Serverless;

/// <summary>The Serverless Framework's own rules, as tables (its http-api.js and merge-custom-provider-resources.js).</summary>
public sealed class ServerlessRulesTests
{
    private const string Jwt = "J: {type: jwt, identitySource: $request.header.Authorization, issuerUrl: 'https://id.example.com/', audience: [a]}";

    [Theory]
    [InlineData("no authorizer", "GET /a", "GET /a = open")]
    [InlineData("everything", "'*'", "$default = open")]
    [InlineData("every path as an object", "{path: '*'}", "$default = open")]
    [InlineData("every path, every method", "{path: '*', method: '*'}", "$default = open")]
    [InlineData("every path, one method", "{path: '*', method: get}", "! The path '*' stands for every method, so the framework refuses 'get' with it.")]
    [InlineData("every path, one method, as a text", "GET *", "! The path '*' stands for every method, so the framework refuses 'GET' with it.")]
    [InlineData("every method as a text", "'* /a'", "! The framework takes no method '*' in a text.")]
    [InlineData("every method", "{path: /a, method: '*'}", "ANY /a = open")]
    [InlineData("no method", "{path: /a}", "! The event's method or path is missing or cannot be resolved.")]
    [InlineData("authorizer by name", "{path: /a, method: get, authorizer: J}", "GET /a = J")]
    [InlineData("authorizer with scopes", "{path: /a, method: get, authorizer: {name: J, scopes: [x, y]}}", "GET /a = J x y")]
    [InlineData("no scopes", "{path: /a, method: get, authorizer: {name: J, scopes: []}}", "GET /a = J")]
    [InlineData("scopes that are no list", "{path: /a, method: get, authorizer: {name: J, scopes: x}}", "! 'scopes' of the event's authorizer must be a list.")]
    [InlineData("IAM", "{path: /a, method: get, authorizer: {type: aws_iam}}", "GET /a = iam")]
    [InlineData("authorizer unknown", "{path: /a, method: get, authorizer: K}", "! There is no authorizer 'K' in the file.")]
    [InlineData("authorizer without name", "{path: /a, method: get, authorizer: {type: jwt}}", "! The event's authorizer has no 'name'.")]
    [InlineData(
        "an authorizer of another stack", "{path: /a, method: get, authorizer: {id: {Ref: Elsewhere}}}",
        "! 'id' names an authorizer of another stack, '${Elsewhere}', which is not read here.")]
    [InlineData("a mistyped member", "{path: /a, method: get, authoriser: J}", "! The event of 'f' has no member 'authoriser'.")]
    [InlineData("a mistyped member of the authorizer", "{path: /a, method: get, authorizer: {name: J, scope: [x]}}", "! The event's authorizer has no member 'scope'.")]
    public void Serves_TheAccessOfAnEvent(string rule, string written, string expected) => AssertAccess(rule, expected, File(written));

    [Theory]
    [InlineData("the provider's", "payload: '1.0', ", "", PayloadFormatVersion.Version1)]
    [InlineData("the function's", "", "httpApi: {payload: '1.0'}, ", PayloadFormatVersion.Version1)]
    [InlineData("the function's over the provider's", "payload: '1.0', ", "httpApi: {payload: '2.0'}, ", PayloadFormatVersion.Version2)]
    [InlineData("neither", "", "", PayloadFormatVersion.Version2)]
    public void Serves_ThePayloadFormat(string rule, string provider, string function, PayloadFormatVersion expected)
    {
        ApiDefinition definition = Import(
            $"service: s\nprovider: {{httpApi: {{{provider}name: n}}}}\nfunctions: {{f: {{{function}events: [{{httpApi: GET /a}}]}}}}").Definition!;

        Assert.Equal((rule, expected), (rule, definition.Routes["GET /a"].Integration!.PayloadFormatVersion));
    }

    [Theory]
    [InlineData("service: {name: pets}", "pets")]
    [InlineData("service: pets", "pets")]
    public void Serves_TheServicesName(string service, string name) => Assert.Equal(
        name, Import(service + "\nfunctions: {f: {events: [{httpApi: GET /a}]}}").Definition!.Name);

    [Fact]
    public void Serves_Intrinsics_ByParameter()
    {
        const string Text = """
            service: s
            provider:
              httpApi:
                authorizers:
                  J:
                    type: jwt
                    identitySource: $request.header.Authorization
                    issuerUrl: !Join ["", ["https://cognito-idp.", !Ref AWS::Region, ".amazonaws.com/", !Ref Pool]]
                    audience: [!Ref Client]
                  K:
                    type: jwt
                    identitySource: $request.header.Authorization
                    issuerUrl: {Fn::Sub: "https://cognito-idp.${AWS::Region}.amazonaws.com/${Pool}"}
                    audience: {Ref: Client}
            functions: {f: {events: [{httpApi: {path: /a, method: get, authorizer: J}}]}}
            """;

        ImportedDefinition without = Import(Text);
        ImportedDefinition imported = Import(Text, parameters: new()
        {
            ["AWS::Region"] = "eu-west-1",
            ["Pool"] = "eu-west-1_1",
            ["Client"] = "client",
        });

        Assert.Equal(
            [
                "Give it with '--parameter AWS::Region=VALUE --parameter Pool=VALUE'.", "Give it with '--parameter Client=VALUE'.",
                "Give it with '--parameter AWS::Region=VALUE --parameter Pool=VALUE'.", "Give it with '--parameter Client=VALUE'.",
            ],
            without.Problems.Select(problem => problem.Remedy));
        Assert.All(imported.Definition!.Authorizers.Values, authorizer => Assert.Equal(
            ("https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_1", "client"),
            (authorizer.JwtConfiguration[0].Issuer, authorizer.JwtConfiguration[0].Audience[0])));
    }

    [Theory]
    [InlineData("a dependency alone", "HttpApi: {DependsOn: Table}", "GET /a = J")]
    [InlineData("the name alone", "HttpApi: {Properties: {Name: other}}", "GET /a = J")]
    [InlineData("another resource", "Table: {Type: AWS::DynamoDB::Table, Properties: {TableName: '${ssm:/x}'}}", "GET /a = J")]
    [InlineData(
        "a body over the API", "HttpApi: {Properties: {Body: {openapi: 3.0.1, paths: {}}}}",
        "! The resource 'HttpApi' beside events has no member 'Body'.")]
    [InlineData(
        "a route over that of the event", "HttpApiRouteGetA: {Properties: {AuthorizationType: NONE}}",
        "! The resource 'HttpApiRouteGetA' may replace what the framework makes of events and authorizers.")]
    [InlineData(
        "an authorizer over that of the file", "HttpApiAuthorizerJ: {Properties: {JwtConfiguration: {Audience: [other]}}}",
        "! The resource 'HttpApiAuthorizerJ' may replace what the framework makes of events and authorizers.")]
    [InlineData(
        "an open route beside", "Beside: {Type: AWS::ApiGatewayV2::Route, Properties: {ApiId: !Ref HttpApi, RouteKey: GET /b}}",
        "GET /a = J; GET /b = open")]
    [InlineData(
        "a protected route beside",
        "Beside: {Type: AWS::ApiGatewayV2::Route, Properties: {ApiId: !Ref HttpApi, RouteKey: GET /b, AuthorizationType: JWT, " +
        "AuthorizerId: !Ref HttpApiAuthorizerJ, AuthorizationScopes: [x]}}",
        "GET /a = J; GET /b = J x")]
    [InlineData(
        "a second API", "Other: {Type: AWS::ApiGatewayV2::Api, Properties: {Name: o, Target: 'https://b.example.com'}}",
        "! The file has 2 HTTP APIs: 'HttpApi', 'Other'.")]
    public void Serves_Resources(string rule, string resource, string expected) => AssertAccess(
        rule, expected, File("{path: /a, method: get, authorizer: J}") + $"\nresources: {{Resources: {{{resource}}}}}");

    [Fact]
    public void Rejects_AnExtensionOfAnEventsRoute() => AssertAccess(
        "extension",
        "! The resource 'HttpApiRouteGetA' may replace what the framework makes of events and authorizers.",
        File("GET /a") + "\nresources: {extensions: {HttpApiRouteGetA: {Properties: {AuthorizationType: NONE}}}}");

    [Fact]
    public void Serves_EventsOfAnApiOfTheResources() => AssertAccess(
        "own API",
        "GET /a = open; GET /b = open",
        """
        service: s
        provider: {httpApi: {id: !Ref Api}}
        functions: {f: {events: [{httpApi: GET /a}]}}
        resources:
          - Resources: {Api: {Type: AWS::ApiGatewayV2::Api, Properties: {Name: n}}}
          - Resources: {Route: {Type: AWS::ApiGatewayV2::Route, Properties: {ApiId: !Ref Api, RouteKey: GET /b}}}
        """);

    [Theory]
    [InlineData("a URL", "https://example.com/x.yml", "no URL is read")]
    [InlineData("above the folder", "../x.yml", "It leads out of the definition's folder")]
    [InlineData("missing", "x.yml", "There is no such file")]
    [InlineData("a program", "x.js", "only YAML and JSON files are read")]
    public void Rejects_AFileThatIsNotRead(string rule, string path, string remedy)
    {
        using TemporaryFolder folder = new();

        DefinitionProblem problem = folder.Import($"service: s\nfunctions: ${{file({path})}}").Problems[0];

        Assert.True(problem.Remedy.Contains(remedy, StringComparison.Ordinal), $"{rule}: {problem.Remedy}");
    }

    private static string File(string written) =>
        $"service: s\nprovider: {{httpApi: {{authorizers: {{{Jwt}}}}}}}\nfunctions: {{f: {{events: [{{httpApi: {written}}}]}}}}";

    private static ImportedDefinition Import(string text, Dictionary<string, string>? parameters = null) =>
        DefinitionImporter.Import(Encoding.UTF8.GetBytes(text), new ImportOptions { Parameters = parameters ?? [] });

    private static void AssertAccess(string rule, string expected, string text) =>
        Assert.Equal((rule, expected), (rule, ImportedAccess.Of(Import(text))));
}
