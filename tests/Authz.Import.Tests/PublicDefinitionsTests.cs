using System.Text;

namespace Authz.Import.Tests;

/// <summary>
/// The kinds of definitions that public repositories have, each with a small input of our own: read as their own tools deploy them, or
/// refused with the place.
/// </summary>
public sealed class PublicDefinitionsTests : IDisposable
{
    private const string Sam = "Transform: AWS::Serverless-2016-10-31\nResources:\n";

    private const string Jwt = "J: {IdentitySource: $request.header.Authorization, AuthorizationScopes: [own], JwtConfiguration: {issuer: 'https://id.example.com/', audience: [a]}}";

    private const string Function = "  F: {Type: AWS::Serverless::Function, Properties: {Events: {E: {Type: HttpApi, Properties: {<event>}}}}}\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, string, string> Kinds => new()
    {
        {
            "the default authorizer and operations of the body",
            $"{Sam}  Api: {{Type: AWS::Serverless::HttpApi, Properties: {{Auth: {{DefaultAuthorizer: J, Authorizers: {{{Jwt}}}}}, DefinitionBody: {{openapi: 3.0.1, paths: {{/orders: {{get: {{responses: {{}}}}}}}}}}}}}}",
            "GET /orders = J own"
        },
        {
            "empty scopes of an event",
            $"{Sam}  Api: {{Type: AWS::Serverless::HttpApi, Properties: {{Auth: {{Authorizers: {{{Jwt}}}}}}}}}\n{Event("ApiId: !Ref Api, Path: /a, Method: get, Auth: {Authorizer: J, AuthorizationScopes: []}")}",
            "GET /a = J own"
        },
        {
            "a route beside a SAM API",
            $"{Sam}  Api: {{Type: AWS::Serverless::HttpApi}}\n  R: {{Type: AWS::ApiGatewayV2::Route, Properties: {{ApiId: !Ref Api, RouteKey: GET /open}}}}",
            "GET /open = open"
        },
        {
            "Auth that is no map",
            $"{Sam}  Api: {{Type: AWS::Serverless::HttpApi, Properties: {{Auth: Jwt}}}}\n{Event("ApiId: !Ref Api, Path: /a, Method: get")}",
            "! 'Auth' must be a map of named members."
        },
        {
            "the implicit second API",
            $"{Sam}  Api: {{Type: AWS::Serverless::HttpApi, Properties: {{Auth: {{DefaultAuthorizer: J, Authorizers: {{{Jwt}}}}}}}}}\n{Event("Path: /a, Method: get")}",
            "! The file has 2 HTTP APIs: 'Api', 'ServerlessHttpApi'."
        },
        {
            "a name that only deployment knows",
            "Resources: {Api: {Type: AWS::ApiGatewayV2::Api, Properties: {Name: !Sub '${AWS::StackName}-api', Target: 'https://b.example.com/'}}}",
            "$default = open"
        },
        {
            "a title that only deployment knows",
            "Resources: {Api: {Type: AWS::ApiGatewayV2::Api, Properties: {Body: {openapi: 3.0.1, info: {title: !Ref AWS::StackName}, paths: {/a: {get: {}}}}}}}",
            "GET /a = open"
        },
        {
            "a title that only deployment knows, in SAM",
            $"{Sam}  Api: {{Type: AWS::Serverless::HttpApi, Properties: {{DefinitionBody: {{openapi: 3.0.1, info: {{title: {{Ref: AWS::StackName}}}}, paths: {{/a: {{get: {{}}}}}}}}}}}}",
            "GET /a = open"
        },
        { "an API without events", $"{Sam}  Api: {{Type: AWS::Serverless::HttpApi}}", "" },
        {
            "an included body",
            $"{Sam}  Api: {{Type: AWS::Serverless::HttpApi, Properties: {{DefinitionBody: {{Fn::Transform: {{Name: AWS::Include, Parameters: {{Location: ./api.yaml}}}}}}}}}}",
            "GET /included = open"
        },
        {
            "IAM by default",
            $"{Sam}  Api: {{Type: AWS::Serverless::HttpApi, Properties: {{Auth: {{EnableIamAuthorizer: true, DefaultAuthorizer: AWS_IAM}}}}}}\n{Event("ApiId: !Ref Api, Path: /a, Method: get")}",
            "GET /a = iam"
        },
        {
            "an event and its path in the body",
            $"{Sam}  Api: {{Type: AWS::Serverless::HttpApi, Properties: {{DefinitionBody: {{openapi: 3.0.1, paths: {{/orders: {{post: {{responses: {{}}}}}}}}}}}}}}\n{Event("ApiId: !Ref Api, Path: /orders, Method: post")}",
            "POST /orders = open"
        },
        { "$default as a path", "openapi: 3.0.1\npaths: {$default: {x-amazon-apigateway-any-method: {}}}", "$default = open" },
        {
            "$default as a path, in SAM",
            $"{Sam}  Api: {{Type: AWS::Serverless::HttpApi, Properties: {{DefinitionBody: {{openapi: 3.0.1, paths: {{$default: {{x-amazon-apigateway-any-method: {{isDefaultRoute: true}}}}}}}}}}}}",
            "$default = open"
        },
        {
            "intrinsics in serverless.yml",
            "service: s\nprovider: {httpApi: {authorizers: {J: {type: jwt, identitySource: $request.header.Authorization, issuerUrl: !Join ['', ['https://cognito-idp.', !Ref AWS::Region, '.amazonaws.com/', !Ref Pool]], audience: [!Ref Client]}}}}\nfunctions: {f: {events: [{httpApi: {path: /a, method: get, authorizer: J}}]}}",
            "GET /a = J"
        },
        { "a local DefinitionUri", $"{Sam}  Api: {{Type: AWS::Serverless::HttpApi, Properties: {{DefinitionUri: ./api.yaml}}}}", "GET /included = open" },
        {
            "a local BodyS3Location",
            "Resources: {Api: {Type: AWS::ApiGatewayV2::Api, Properties: {BodyS3Location: ./api.yaml}}}",
            "GET /included = open"
        },
        {
            "a name twice far from the API",
            "Resources:\n  Policy: {Type: AWS::CloudFront::CachePolicy, Properties: {CachePolicyConfig: {Name: a, Name: b}}}\n  Api: {Type: AWS::ApiGatewayV2::Api, Properties: {Target: 'https://b.example.com/'}}",
            "$default = open"
        },
        { "a dependency of the framework's API", "service: {name: x}\nfunctions: {f: {events: [{httpApi: GET /a}]}}\nresources: {Resources: {HttpApi: {DependsOn: T}}}", "GET /a = open" },
        {
            "a stage variable in a URI",
            "openapi: 3.0.1\npaths: {/a: {get: {x-amazon-apigateway-integration: {type: http_proxy, uri: 'https://${stageVariables.H}/'}}}}",
            "GET /a = open"
        },
        {
            "a condition on an account",
            "Conditions: {Prod: !Equals [!Ref AWS::AccountId, '1']}\nResources: {Api: {Type: AWS::ApiGatewayV2::Api, Condition: Prod, Properties: {Target: 'https://b.example.com/'}}}",
            "! Whether 'Api' exists is not known: condition 'Prod'."
        },
        {
            "security of the body by an authorizer of the template",
            $"{Sam}  Api: {{Type: AWS::Serverless::HttpApi, Properties: {{Auth: {{Authorizers: {{{Jwt}}}}}, DefinitionBody: {{openapi: 3.0.1, paths: {{/a: {{get: {{security: [{{J: []}}]}}}}}}}}}}}}",
            "GET /a = J"
        },
        { "every path", "service: s\nfunctions: {f: {events: [{httpApi: {path: '*'}}]}}", "$default = open" },
        {
            "every path of one method", "service: s\nfunctions: {f: {events: [{httpApi: GET *}]}}",
            "! The path '*' stands for every method, so the framework refuses 'GET' with it."
        },
        {
            "an authorizer's function that is not there",
            "service: s\nprovider: {httpApi: {authorizers: {L: {type: request, functionName: gone}}}}\nfunctions: {f: {events: [{httpApi: {path: /a, method: get, authorizer: L}}]}}",
            "! There is no function 'gone' for the authorizer 'L'."
        },
        {
            "authorizers of an API that is elsewhere",
            "service: s\nprovider: {httpApi: {id: abc, authorizers: {J: {type: jwt, identitySource: $request.header.A, issuerUrl: 'https://id.example.com/', audience: [a]}}}}\nfunctions: {f: {events: [{httpApi: GET /a}]}}",
            "! The framework takes no authorizers for an API that is defined elsewhere."
        },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Serves_AsDeployed(string kind, string text, string expected)
    {
        _folder.Write("api.yaml", "openapi: 3.0.1\npaths: {/included: {get: {}}}");
        Dictionary<string, string> parameters = new() { ["Pool"] = "eu-west-1_1", ["Client"] = "client", ["AWS::Region"] = "eu-west-1" };

        ImportedDefinition imported = DefinitionImporter.Import(
            Encoding.UTF8.GetBytes(text), new ImportOptions { Folder = _folder.Path, Parameters = parameters });

        Assert.Equal((kind, expected), (kind, ImportedAccess.Of(imported)));
        Assert.All(imported.Problems, problem => Assert.True(problem.Line > 0 && !problem.Path.Contains("~1", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Accepts_AByteOrderMark(string kind, string text, string expected)
    {
        _folder.Write("api.yaml", "\uFEFFopenapi: 3.0.1\npaths: {/included: {get: {}}}");
        Dictionary<string, string> parameters = new() { ["Pool"] = "eu-west-1_1", ["Client"] = "client", ["AWS::Region"] = "eu-west-1" };

        ImportedDefinition imported = DefinitionImporter.Import(
            Encoding.UTF8.GetBytes("\uFEFF" + text), new ImportOptions { Folder = _folder.Path, Parameters = parameters });

        Assert.Equal((kind, expected), (kind, ImportedAccess.Of(imported)));
    }

    private static string Event(string properties) => Function.Replace("<event>", properties, StringComparison.Ordinal);
}
