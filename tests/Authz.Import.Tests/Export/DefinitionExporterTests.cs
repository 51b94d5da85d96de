using System.Text;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;

namespace Authz.Import.Tests.Export;

/// <summary>What an export writes for AWS, what it refuses, and where.</summary>
public sealed class DefinitionExporterTests
{
    private const string Pets = """
        name: pets
        authorizers:
          idp: { type: JWT, jwtConfiguration: { issuer: "https://id.example.com/", audience: [pets-api] } }
          gate: { type: REQUEST, authorizerUri: gate, identitySource: [$request.header.x-key], enableSimpleResponses: true }
        routes:
          GET /pets/{id}: { authorizer: idp, authorizationScopes: [pets:read], integration: { type: HTTP_PROXY, uri: "https://b.example.com/pets/{id}" } }
          ANY /keys/{rest+}: { authorizer: gate, integration: { type: AWS_PROXY, uri: keys } }
          PUT /pets/{id}: { authorizer: idp, integration: { type: HTTP_PROXY, uri: "https://b.example.com/pets/{id}" } }
          $default: { authorizationType: NONE, integration: { type: HTTP_PROXY, uri: "https://b.example.com/" } }
        """;

    private static readonly DefinitionFormat[] s_formats = [DefinitionFormat.OpenApi, DefinitionFormat.CloudFormation, DefinitionFormat.Terraform];

    [Theory]
    [InlineData("issuers", "authorizers: {a: {type: JWT, jwtConfiguration: [{issuer: 'https://a.example.com/', audience: [x]}, {issuer: 'https://b.example.com/', audience: [x], algorithms: [RS256]}]}}\nroutes: {}",
        "1:30 An authorizer on AWS has one issuer, not 2. | 1:150 AWS has no 'algorithms' here")]
    [InlineData("algorithms, skew, keys", "authorizers: {a: {type: JWT, jwtConfiguration: {issuer: 'https://a.example.com/', audience: [x], algorithms: [RS256], clockSkew: 5, metadataUri: 'https://a.example.com/m', kidRequired: false}}}\nroutes: {}",
        "1:98 AWS has no 'algorithms' | 1:130 AWS has no 'clockSkew' | 1:146 AWS has no 'metadataUri' | 1:186 AWS has no 'kidRequired'")]
    [InlineData("members of a route", "authorizers: {a: {type: JWT, jwtConfiguration: {issuer: 'https://a.example.com/', audience: [x]}}}\nroutes:\n  GET /a: {authorizer: a, allScopes: [x], allowEncodedSlash: true}\n  GET /b: {authorizer: a, tokenRequired: false}",
        "3:27 AWS has no 'allScopes' | 3:62 AWS has no 'allowEncodedSlash' | 4:42 AWS has no 'tokenRequired'")]
    [InlineData("what is the default anyway", "authorizers: {a: {type: JWT, jwtConfiguration: {issuer: 'https://a.example.com/', audience: [x], kidRequired: true}}}\nroutes: {GET /b: {authorizer: a, tokenRequired: true}}", "")]
    [InlineData("an issuer that is no URL", "authorizers: {a: {type: JWT, jwtConfiguration: {issuer: 'http://127.0.0.1:1/', audience: [x]}}}\nroutes: {}",
        "1:57 The issuer 'http://127.0.0.1:1/' is no https URL, and AWS takes no other.")]
    [InlineData("this machine", "routes: {GET /a: {authorizationType: NONE, integration: {type: HTTP_PROXY, uri: 'http://127.0.0.1:5001/a'}}}",
        "1:81 AWS cannot reach '127.0.0.1', which is this machine.")]
    [InlineData("claims as JSON", "routes: {GET /a: {authorizationType: NONE, integration: {type: HTTP_PROXY, uri: 'https://b.example.com/', requestParameters: {'overwrite:header.x': $context.authorizer.claimsJson}}}}",
        "1:149 AWS has no '$context.authorizer.claimsJson'.")]
    [InlineData("typed claims", "routes: {GET /a: {authorizationType: NONE, integration: {type: AWS_PROXY, uri: 'arn:aws:lambda:r:1:function:f', claimFormat: typed}}}",
        "1:126 AWS has no 'claimFormat' here")]
    [InlineData("no function", "routes: {GET /a: {authorizationType: NONE, integration: {type: AWS_PROXY, uri: 'x:function:f'}}}",
        "1:80 'x:function:f' is neither a function's name nor its ARN.")]
    public void Rejects_WhatAwsCannotDo_InEveryFormat_WithItsPlaceInTheFile(string rule, string definition, string expected)
    {
        foreach (DefinitionFormat format in s_formats)
        {
            ExportedDefinition exported = Export(definition, format);

            string[] wanted = expected.Split(" | ", StringSplitOptions.RemoveEmptyEntries);
            string[] problems = [.. exported.Problems.Select(problem => $"{problem.Line}:{problem.Column} {problem.Message}")];
            Assert.True(
                wanted.Length == problems.Length && wanted.Zip(problems).All(pair => pair.Second.StartsWith(pair.First, StringComparison.Ordinal)),
                $"{rule}, {format}: {string.Join(" | ", problems)}");
            Assert.Equal(wanted.Length == 0, exported.Text is not null);
        }
    }

    [Theory]
    [InlineData("a stage", "routes: {}\nstages: {prod: {}}", "2:10 An OpenAPI document has no stages.")]
    [InlineData("settings", "routes: {}\nstages: {$default: {stageVariables: {a: b}}}", "2:10 An OpenAPI document has no stages.")]
    [InlineData("the stage that there is anyway", "routes: {}\nstages: {$default: {}}", "")]
    [InlineData("other names of variables", "routes: {'GET /a/{x}': {authorizationType: NONE}, 'POST /a/{y}': {authorizationType: NONE}}", "1:51 OpenAPI takes '/a/{y}' and '/a/{x}' for one path.")]
    [InlineData("a name", "authorizers: {a b: {type: JWT, jwtConfiguration: {issuer: 'https://a.example.com/', audience: [x]}}}\nroutes: {}", "1:15 'a b' is no name in OpenAPI.")]
    [InlineData("a function without its ARN", "routes: {GET /a: {authorizationType: NONE, integration: {type: AWS_PROXY, uri: f}}}", "1:80 In OpenAPI the function 'f' needs its ARN.")]
    public void Rejects_WhatOpenApiCannotHold(string rule, string definition, string expected) => Assert.Equal(
        (rule, expected),
        (rule, string.Join(" | ", Export(definition, DefinitionFormat.OpenApi).Problems.Select(problem => $"{problem.Line}:{problem.Column} {problem.Message}"))));

    [Fact]
    public void Rejects_ATemplateOfMoreResourcesThanCloudFormationTakes()
    {
        IEnumerable<string> routes = Enumerable.Range(0, 251).Select(index =>
            $"  GET /{index}: {{authorizationType: NONE, integration: {{type: HTTP_PROXY, uri: 'https://b.example.com/{index}'}}}}\n");

        Assert.StartsWith(
            "The template has 504 resources, and CloudFormation takes at most 500.",
            Assert.Single(Export("routes:\n" + string.Concat(routes), DefinitionFormat.CloudFormation).Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rejects_ADefinitionThatIsNone()
    {
        ApiDefinition broken = new()
        {
            Authorizers = new Dictionary<string, AuthorizerDefinition>(),
            Routes = new Dictionary<string, RouteDefinition> { ["GET /a"] = new() { Authorizer = "none" } },
        };

        DefinitionProblem problem = Assert.Single(DefinitionExporter.Export(broken, DefinitionFormat.CloudFormation).Problems);
        Assert.Equal(("/routes/GET ~1a/authorizer", 0, "There is no authorizer 'none'."), (problem.Path, problem.Line, problem.Message));
    }

    [Theory]
    [InlineData(DefinitionFormat.Authz)]
    [InlineData(DefinitionFormat.Sam)]
    [InlineData(DefinitionFormat.Serverless)]
    public void Rejects_AnotherFormat(DefinitionFormat format) => Assert.Throws<ArgumentOutOfRangeException>(() => Export(Pets, format));

    [Fact]
    public void Writes_OpenApiThatAnotherReaderTakes()
    {
        string text = Export(Pets, DefinitionFormat.OpenApi, ("AWS::Region", "eu-west-1"), ("AWS::AccountId", "111122223333")).Text!;
        ReadResult read = OpenApiDocument.Parse(text, OpenApiConstants.Json);

        Assert.Empty(read.Diagnostic!.Errors);
        Assert.Empty(read.Diagnostic.Warnings);
        JsonNode document = JsonNode.Parse(text)!;
        Assert.Equal(
            "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:111122223333:function:keys/invocations",
            (string?)document["paths"]!["/keys/{rest+}"]!["x-amazon-apigateway-any-method"]!["x-amazon-apigateway-integration"]!["uri"]);
        Assert.Equal("rest+", (string?)document["paths"]!["/keys/{rest+}"]!["x-amazon-apigateway-any-method"]!["parameters"]![0]!["name"]);
        Assert.True((bool)document["paths"]!["/$default"]!["x-amazon-apigateway-any-method"]!["isDefaultRoute"]!);
        Assert.Equal("https://id.example.com/", (string?)document["components"]!["securitySchemes"]!["idp"]!["x-amazon-apigateway-authorizer"]!["jwtConfiguration"]!["issuer"]);
    }

    [Fact]
    public void Writes_ATemplate_WhoseReferencesAllLeadToResources()
    {
        JsonNode template = JsonNode.Parse(Export(Pets, DefinitionFormat.CloudFormation).Text!)!;
        JsonObject resources = template["Resources"]!.AsObject();

        Assert.All(resources, resource => Assert.Matches("^[A-Za-z0-9]{1,255}$", resource.Key));
        Assert.All(References(template), name => Assert.True(resources.ContainsKey(name) || name.StartsWith("AWS::", StringComparison.Ordinal), name));
        Assert.Equal(
            [
                "Api", "AuthorizerIdp", "AuthorizerGate", "IntegrationGetPetsId", "RouteGetPetsId", "IntegrationAnyKeysRest", "RouteAnyKeysRest",
                "RoutePutPetsId", "IntegrationDefault", "RouteDefault", "StageDefault", "PermissionGate", "PermissionKeys",
            ],
            resources.Select(resource => resource.Key));
        Assert.Equal("integrations/${IntegrationGetPetsId}", (string?)resources["RoutePutPetsId"]!["Properties"]!["Target"]!["Fn::Sub"]);
    }

    [Fact]
    public void Writes_StageVariables_ThatNeitherToolTakesForItsOwn()
    {
        const string Definition = """
            routes:
              GET /a: {authorizationType: NONE, integration: {type: AWS_PROXY, uri: "${stageVariables.f}"}}
              GET /b: {authorizationType: NONE, integration: {type: HTTP_PROXY, uri: "https://${stageVariables.h}/"}}
            stages: {$default: {stageVariables: {f: pets, h: b.example.com}}}
            """;

        ExportedDefinition template = Export(Definition, DefinitionFormat.CloudFormation);
        string terraform = Export(Definition, DefinitionFormat.Terraform).Text!;

        Assert.Contains(":function:${!stageVariables.f}/invocations\"", template.Text, StringComparison.Ordinal);
        Assert.Contains("\"IntegrationUri\": \"https://${stageVariables.h}/\"", template.Text, StringComparison.Ordinal);
        Assert.Contains(":function:$${stageVariables.f}/invocations\"", terraform, StringComparison.Ordinal);
        Assert.Contains("\"integration_uri\": \"https://$${stageVariables.h}/\"", terraform, StringComparison.Ordinal);
        Assert.Equal((2, 73), (template.Notices[0].Line, template.Notices[0].Column));
        Assert.StartsWith("The file gives API Gateway no permission to invoke '${stageVariables.f}'", template.Notices[0].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("${a}", "$${a}")]
    [InlineData("%{a}", "%%{a}")]
    [InlineData("$a {b} $$ %", "$a {b} $$ %")]
    [InlineData("$${a}", "${\"$\"}${\"$\"}{a}")]
    [InlineData("$%{a}", "$%%{a}")]
    public void Writes_TextsForTerraform(string text, string template) => Assert.Equal(template, Import.Export.TerraformText.Escape(text));

    [Fact]
    public void Names_RoutesApart_ThatAreNamedAlike()
    {
        JsonObject resources = JsonNode.Parse(Export(
            "routes: {'GET /a-b': {authorizationType: NONE}, GET /a/b: {authorizationType: NONE}, GET /c: {authorizationType: NONE}}",
            DefinitionFormat.CloudFormation).Text!)!["Resources"]!.AsObject();

        Assert.Equal(
            ["Api", "RouteGetAB", "RouteGetAB", "RouteGetC", "StageDefault"],
            resources.Select(resource => resource.Key.Length == "RouteGetAB".Length + 8 ? resource.Key[..^8] : resource.Key));
    }

    [Fact]
    public void Notes_ARouteWithoutAnIntegration()
    {
        ExportedDefinition exported = Export("routes: {GET /a: {authorizationType: NONE}}", DefinitionFormat.Terraform);

        Assert.NotNull(exported.Text);
        Assert.Equal("'GET /a' has no integration: on AWS it answers 500 until it gets one.", Assert.Single(exported.Notices).Message);
    }

    [Fact]
    public void Rejects_TheConfigurationItself_AsInput()
    {
        ImportedDefinition imported = DefinitionImporter.Import(Encoding.UTF8.GetBytes(Export(Pets, DefinitionFormat.Terraform).Text!));

        Assert.Equal(DefinitionFormat.Terraform, imported.Format);
        Assert.Equal("This is Terraform's configuration, whose values only a plan knows.", Assert.Single(imported.Problems).Message);
    }

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => member.Key switch
        {
            "Ref" => [(string)member.Value!],
            "Fn::GetAtt" => [(string)member.Value![0]!],
            "Fn::Sub" => ((string)member.Value!).Split("${").Skip(1).Select(part => part.Split('}')[0]),
            "DependsOn" => member.Value!.AsArray().Select(name => (string)name!),
            _ => References(member.Value),
        }),
        JsonArray items => items.SelectMany(References),
        _ => [],
    };

    private static ExportedDefinition Export(string definition, DefinitionFormat format, params (string Name, string Value)[] parameters)
    {
        ImportedDefinition imported = DefinitionImporter.Import(Encoding.UTF8.GetBytes(definition));
        Assert.Empty(imported.Problems);
        return DefinitionExporter.Export(imported.Definition!, format, new ExportOptions
        {
            Tree = imported.Tree,
            Parameters = parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value),
        });
    }
}
