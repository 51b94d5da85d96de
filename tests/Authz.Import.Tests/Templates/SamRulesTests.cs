using System.Text;

namespace Authz.Import.Tests.Templates;

/// <summary>SAM's own rules of what an API inherits, merges and refuses, as tables (samtranslator: OpenApiEditor, HttpApiGenerator).</summary>
public sealed class SamRulesTests
{
    private const string Jwt = "J: {IdentitySource: $request.header.Authorization, AuthorizationScopes: [own], " +
        "JwtConfiguration: {issuer: 'https://id.example.com/', audience: [a]}}";

    private const string Operation = "x-amazon-apigateway-integration: {type: http_proxy, httpMethod: GET, uri: 'https://b.example.com/', " +
        "payloadFormatVersion: '1.0'}";

    [Theory]
    [InlineData("no authorizer", "", "", "GET /a = open")]
    [InlineData("default", "DefaultAuthorizer: J", "", "GET /a = J own")]
    [InlineData("default, empty Auth", "DefaultAuthorizer: J", "Auth: {}", "GET /a = J own")]
    [InlineData("default, NONE", "DefaultAuthorizer: J", "Auth: {Authorizer: NONE}", "GET /a = open")]
    [InlineData("default, scopes of the event", "DefaultAuthorizer: J", "Auth: {AuthorizationScopes: [x, y]}", "GET /a = J x y")]
    [InlineData("default, empty scopes fall back", "DefaultAuthorizer: J", "Auth: {AuthorizationScopes: []}", "GET /a = J own")]
    [InlineData("authorizer of the event", "", "Auth: {Authorizer: J}", "GET /a = J own")]
    [InlineData("authorizer and empty scopes", "", "Auth: {Authorizer: J, AuthorizationScopes: []}", "GET /a = J own")]
    [InlineData("authorizer and scopes", "", "Auth: {Authorizer: J, AuthorizationScopes: [x]}", "GET /a = J x")]
    [InlineData("IAM by default", "EnableIamAuthorizer: true, DefaultAuthorizer: AWS_IAM", "", "GET /a = iam")]
    [InlineData("IAM of the event", "EnableIamAuthorizer: true", "Auth: {Authorizer: AWS_IAM}", "GET /a = iam")]
    [InlineData("IAM not enabled", "DefaultAuthorizer: AWS_IAM", "", "! There is no authorizer 'AWS_IAM'.")]
    [InlineData("IAM enabled by a text", "EnableIamAuthorizer: 'true', DefaultAuthorizer: AWS_IAM", "", "! There is no authorizer 'AWS_IAM'.")]
    [InlineData("default unknown", "DefaultAuthorizer: K", "", "! There is no authorizer 'K'.")]
    [InlineData("default NONE", "DefaultAuthorizer: NONE", "", "! There is no authorizer 'NONE'.")]
    [InlineData("authorizer unknown", "", "Auth: {Authorizer: K}", "! There is no authorizer 'K'.")]
    [InlineData("authorizer as a map", "", "Auth: {Authorizer: {Name: J}}", "! An authorizer is named by its name alone.")]
    [InlineData(
        "NONE without a default", "", "Auth: {Authorizer: NONE}",
        "! SAM takes 'NONE' only where 'Auth' of the API has a 'DefaultAuthorizer'.")]
    [InlineData(
        "scopes without an authorizer", "", "Auth: {AuthorizationScopes: [x]}",
        "! 'Auth' of 'GET /a' names no authorizer, and the API has no default: SAM refuses it.")]
    [InlineData(
        "scopes that are no list", "", "Auth: {Authorizer: J, AuthorizationScopes: x}", "! 'AuthorizationScopes' of 'GET /a' must be a list.")]
    [InlineData(
        "Auth of the event is no map", "DefaultAuthorizer: J", "Auth: J", "! 'Auth' of the event 'E' must be a map of named members.")]
    [InlineData("a mistyped member", "", "Auth: {Authorizor: J}",
        "! 'Auth' of 'GET /a' names no authorizer, and the API has no default: SAM refuses it. ! 'Auth' of the event 'E' has no member 'Authorizor'.")]
    [InlineData("a member SAM does not know", "", "Authorizer: J", "! The event 'E' of 'F' has no member 'Authorizer'.")]
    [InlineData("a default under another name", "DefaultAuthoriser: J", "", "! 'Auth' has no member 'DefaultAuthoriser'.")]
    public void Serves_TheAccessOfAnEvent(string rule, string auth, string properties, string expected)
    {
        string[] members = [$"Authorizers: {{{Jwt}}}", .. auth.Length > 0 ? [auth] : Array.Empty<string>()];
        string text = Template(
            $"Auth: {{{string.Join(", ", members)}}}", "E: {Type: HttpApi, Properties: {ApiId: !Ref Api, Method: get, Path: /a" +
            (properties.Length > 0 ? ", " + properties : "") + "}}");

        AssertAccess(rule, expected, text);
    }

    [Theory]
    [InlineData("says nothing", "", "GET /a = J own")]
    [InlineData("empty security says nothing", "security: [], ", "GET /a = J own")]
    [InlineData("its own security", "security: [{J: [x]}], ", "GET /a = J x")]
    [InlineData("an unknown scheme", "security: [{K: []}], ", "! There is no security scheme 'K'; the service would drop the route or leave it open.")]
    [InlineData("scopes that are no list", "security: [{J: x}], ", "! The requirement of 'J' must be a list.")]
    [InlineData("IAM", "x-amazon-apigateway-auth: {type: AWS_IAM}, ", "GET /a = iam")]
    [InlineData("auth that is no map", "x-amazon-apigateway-auth: AWS_IAM, ", "! 'x-amazon-apigateway-auth' must be a map of named members.")]
    public void Serves_TheDefaultAuthorizer_ToOperationsOfTheBody(string rule, string security, string expected) => AssertAccess(
        rule,
        expected,
        Template(
            $"Auth: {{DefaultAuthorizer: J, Authorizers: {{{Jwt}}}}}, DefinitionBody: {{openapi: 3.0.1, paths: {{/a: {{get: {{{security}{Operation}}}}}}}}}",
            events: ""));

    [Theory]
    [InlineData("any method", "x-amazon-apigateway-any-method", "ANY /a = J own")]
    [InlineData("preflights stay open", "options", "OPTIONS /a = open")]
    public void Serves_TheDefaultAuthorizer_ByMethod(string rule, string method, string expected) => AssertAccess(
        rule,
        expected,
        Template(
            $"Auth: {{DefaultAuthorizer: J, Authorizers: {{{Jwt}}}}}, DefinitionBody: {{openapi: 3.0.1, paths: {{/a: {{{method}: {{{Operation}}}}}}}}}",
            events: ""));

    [Theory]
    [InlineData("an operation without integration", "post: {responses: {}}", "", "POST /a = open")]
    [InlineData("an operation that is null", "post: null", "", "POST /a = open")]
    [InlineData("a path that is null", null, "", "POST /a = open")]
    [InlineData("the event's authorizer", "post: {responses: {}}", ", Auth: {Authorizer: J}", "POST /a = J own")]
    [InlineData("the body's security", "post: {security: [{J: [x]}]}", "", "POST /a = J x")]
    [InlineData(
        "both say who", "post: {security: [{J: [x]}]}", ", Auth: {Authorizer: J}",
        "! The event and the document both say who may call 'POST /a'.")]
    public void Serves_AnEventMergedIntoTheBody(string rule, string? item, string properties, string expected)
    {
        string text = Template(
            $"Auth: {{Authorizers: {{{Jwt}}}}}, DefinitionBody: {{openapi: 3.0.1, paths: {{/a: {(item is null ? "null" : $"{{{item}}}")}}}}}",
            $"E: {{Type: HttpApi, Properties: {{ApiId: !Ref Api, Method: post, Path: /a{properties}}}}}");

        AssertAccess(rule, expected, text);
        if (!expected.StartsWith('!'))
        {
            Assert.Equal((rule, "F"), (rule, Import(text).Definition!.Routes["POST /a"].Integration!.Uri));
        }
    }

    [Fact]
    public void Serves_SecurityOfTheWholeDocument_ToEventsThatSayNothing() => AssertAccess(
        "the document's security",
        "GET /a = J x",
        Template(
            $"Auth: {{Authorizers: {{{Jwt}}}}}, DefinitionBody: {{openapi: 3.0.1, security: [{{J: [x]}}], paths: {{}}}}",
            "E: {Type: HttpApi, Properties: {ApiId: !Ref Api, Method: get, Path: /a}}"));

    [Theory]
    [InlineData("Auth", "Globals: {HttpApi: {Auth: {DefaultAuthorizer: J, Authorizers: {JWT}}}}", "", "GET /a = J own")]
    [InlineData(
        "Auth of the API over it", "Globals: {HttpApi: {Auth: {DefaultAuthorizer: J, Authorizers: {JWT}}}}",
        "Auth: {DefaultAuthorizer: K, Authorizers: {K: {IdentitySource: $request.header.X, JwtConfiguration: {issuer: 'https://k.example.com/', audience: [k]}}}}",
        "GET /a = K")]
    [InlineData("a member that does not exist", "Globals: {HttpApi: {Authorization: J}}", "", "! 'Api' has no member 'Authorization'.*")]
    [InlineData("events", "Globals: {Function: {Events: {}}}", "", "! SAM takes no 'Events' under 'Globals'.")]
    public void Serves_Globals(string rule, string globals, string properties, string expected)
    {
        string text = globals.Replace("JWT", Jwt, StringComparison.Ordinal) + "\n" + Template(
            properties, "E: {Type: HttpApi, Properties: {ApiId: !Ref Api, Method: get, Path: /a}}");

        AssertAccess(rule, expected, text);
    }

    [Fact]
    public void Serves_Globals_ToTheImplicitApi() => AssertAccess(
        "the implicit API",
        "GET /a = J own",
        $$"""
        Transform: AWS::Serverless-2016-10-31
        Globals: {HttpApi: {Auth: {DefaultAuthorizer: J, Authorizers: { {{Jwt}} } } } }
        Resources: {F: {Type: AWS::Serverless::Function, Properties: {Events: {E: {Type: HttpApi, Properties: {Method: get, Path: /a} } } } } }
        """);

    [Fact]
    public void Serves_FunctionsThatALoopMakes_WithTheDefaultAuthorizer() => AssertAccess(
        "a loop",
        "GET /a = J own; GET /b = J own",
        $$"""
        Transform: [AWS::LanguageExtensions, AWS::Serverless-2016-10-31]
        Resources:
          Api: {Type: AWS::Serverless::HttpApi, Properties: {Auth: {DefaultAuthorizer: J, Authorizers: { {{Jwt}} } } } }
          Fn::ForEach::Functions: [N, [a, b], {'F${N}': {Type: AWS::Serverless::Function, Properties: {Events: {E: {Type: HttpApi, Properties: {ApiId: !Ref Api, Method: get, Path: '/${N}'} } } } } }]
        """);

    [Theory]
    [InlineData("no identity source", "{JwtConfiguration: {issuer: i, audience: [a]}}", "has no 'IdentitySource', which SAM asks for.")]
    [InlineData("Identity is no map", "{FunctionArn: !GetAtt F.Arn, AuthorizerPayloadFormatVersion: 2.0, Identity: Authorization}", "'Identity' of 'J' must be a map of named members.")]
    [InlineData("Headers is no list", "{FunctionArn: !GetAtt F.Arn, AuthorizerPayloadFormatVersion: 2.0, Identity: {Headers: Authorization}}", "'Headers' must be a list.")]
    [InlineData("no payload format", "{FunctionArn: !GetAtt F.Arn}", "has no 'AuthorizerPayloadFormatVersion', which SAM asks for.")]
    [InlineData("a function beside JWT", "{IdentitySource: $request.header.A, FunctionArn: x, JwtConfiguration: {issuer: i, audience: [a]}}", "has no member 'FunctionArn'.")]
    [InlineData("scopes of a function", "{FunctionArn: x, AuthorizerPayloadFormatVersion: 2.0, AuthorizationScopes: [s]}", "has no member 'AuthorizationScopes'.")]
    [InlineData("OpenIdConnectUrl", "{OpenIdConnectUrl: 'https://id.example.com/.well-known/openid-configuration'}", "has no member 'OpenIdConnectUrl'.")]
    [InlineData("a text", "J", "must be a map of named members.")]
    public void Rejects_AnAuthorizerThatSamRefuses(string rule, string authorizer, string message)
    {
        ImportedDefinition imported = Import(Template(
            $"Auth: {{Authorizers: {{J: {authorizer}}}}}",
            "E: {Type: HttpApi, Properties: {ApiId: !Ref Api, Method: get, Path: /a, Auth: {Authorizer: J}}}"));

        Assert.Null(imported.Definition);
        Assert.True(imported.Problems.Any(problem => problem.Message.EndsWith(message, StringComparison.Ordinal)), rule + ": " + ImportedAccess.Of(imported));
    }

    [Theory]
    [InlineData("a REST API", "!Ref Rest")]
    [InlineData("an API that is no SAM API", "!Ref Plain")]
    [InlineData("nothing in the template", "!Ref Missing")]
    [InlineData("a text", "abc123")]
    [InlineData("an import", "!ImportValue api")]
    public void Rejects_AnEventOfAnApiThatIsNone(string rule, string apiId)
    {
        ImportedDefinition imported = Import(Template("", $"E: {{Type: HttpApi, Properties: {{ApiId: {apiId}, Method: get, Path: /a}}}}") +
            "\n  Rest: {Type: AWS::Serverless::Api}\n  Plain: {Type: AWS::ApiGatewayV2::Api, Properties: {ProtocolType: WEBSOCKET}}");

        DefinitionProblem problem = Assert.Single(imported.Problems);
        Assert.Equal((rule, "The event 'E' of 'F' names no 'AWS::Serverless::HttpApi' of the template."), (rule, problem.Message));
    }

    [Fact]
    public void Serves_RoutesDefinedBesideTheApi()
    {
        string text = Template(
            $"Auth: {{DefaultAuthorizer: J, Authorizers: {{{Jwt}}}}}",
            "E: {Type: HttpApi, Properties: {ApiId: !Ref Api, Method: get, Path: /a}}") + """

              Open: {Type: AWS::ApiGatewayV2::Route, Properties: {ApiId: !Ref Api, RouteKey: GET /open}}
              Guard: {Type: AWS::ApiGatewayV2::Authorizer, Properties: {ApiId: !Ref Api, Name: guard, AuthorizerType: JWT, IdentitySource: [$request.header.X], JwtConfiguration: {Issuer: 'https://id.example.com/', Audience: [b]}}}
              Kept: {Type: AWS::ApiGatewayV2::Route, Properties: {ApiId: !Ref Api, RouteKey: GET /kept, AuthorizationType: JWT, AuthorizerId: !Ref Guard}}
            """;

        AssertAccess("beside", "GET /a = J own; GET /kept = guard; GET /open = open", text);
    }

    [Fact]
    public void Rejects_TheImplicitSecondApi_UnlessOneIsChosen()
    {
        string text = Template(
            $"Auth: {{DefaultAuthorizer: J, Authorizers: {{{Jwt}}}}}",
            "E: {Type: HttpApi, Properties: {ApiId: !Ref Api, Method: get, Path: /a}}, Stray: {Type: HttpApi, Properties: {Method: get, Path: /b}}");

        ImportedDefinition imported = Import(text);

        Assert.Equal(["Api", "ServerlessHttpApi"], imported.Apis);
        Assert.Equal("The file has 2 HTTP APIs: 'Api', 'ServerlessHttpApi'.", Assert.Single(imported.Problems).Message);
        Assert.Equal("GET /a = J own", ImportedAccess.Of(Import(text, "Api")));
        Assert.Equal("GET /b = open", ImportedAccess.Of(Import(text, "ServerlessHttpApi")));
        Assert.Equal("! There is no HTTP API 'Apj' in the file.", ImportedAccess.Of(Import(text, "Apj")));
    }

    private static string Template(string properties, string events) => $$"""
        Transform: AWS::Serverless-2016-10-31
        Resources:
          Api: {Type: AWS::Serverless::HttpApi, Properties: { {{properties}} } }
          F: {Type: AWS::Serverless::Function, Properties: {Events: { {{events}} } } }
        """;

    private static ImportedDefinition Import(string text, string? api = null) =>
        DefinitionImporter.Import(Encoding.UTF8.GetBytes(text), new ImportOptions { Api = api });

    // A final '*' leaves open which problems follow.
    private static void AssertAccess(string rule, string expected, string text)
    {
        string actual = ImportedAccess.Of(Import(text));
        string compared = expected.EndsWith('*') && actual.Length >= expected.Length ? actual[..(expected.Length - 1)] : actual;
        Assert.Equal((rule, expected.TrimEnd('*')), (rule, compared));
    }
}
