using System.Net;
using System.Net.Http.Headers;
using Authz.Server.Tests.EndToEnd;
using Authz.Tests;

namespace Authz.Server.Tests.Commands;

/// <summary>What the command line says about a definition's file: which API, which issuer, which values.</summary>
public sealed class DefinitionOptionsTests : IDisposable
{
    // A Cognito API as people deploy it, with nothing filled in.
    private const string Sam = """
        Transform: AWS::Serverless-2016-10-31
        Resources:
          Api:
            Type: AWS::Serverless::HttpApi
            Properties:
              FailOnWarnings: true
              Auth:
                DefaultAuthorizer: Cognito
                Authorizers:
                  Cognito:
                    IdentitySource: $request.header.Authorization
                    JwtConfiguration:
                      issuer: !Sub https://cognito-idp.${AWS::Region}.amazonaws.com/${UserPool}
                      audience: [!Ref UserPoolClient]
          Pets:
            Type: AWS::Serverless::Function
            Properties:
              Events:
                List: {Type: HttpApi, Properties: {ApiId: !Ref Api, Method: get, Path: /pets}}
        """;

    private const string Serverless = """
        service: pets
        provider:
          httpApi:
            authorizers:
              Cognito:
                type: jwt
                identitySource: $request.header.Authorization
                issuerUrl: !Join ["", ["https://cognito-idp.", !Ref AWS::Region, ".amazonaws.com/", !Ref UserPool]]
                audience: [!Ref UserPoolClient]
        functions:
          Pets:
            events:
              - httpApi: {method: get, path: /pets, authorizer: Cognito}
        """;

    private const string Cdk = """
        {"Resources": {
          "Pets": {"Type": "AWS::Lambda::Function", "Metadata": {"aws:asset:path": "asset.a"}},
          "Api": {"Type": "AWS::ApiGatewayV2::Api", "Properties": {"Name": "Api", "ProtocolType": "HTTP"}},
          "Int": {"Type": "AWS::ApiGatewayV2::Integration", "Properties": {"ApiId": {"Ref": "Api"}, "IntegrationType": "AWS_PROXY",
            "IntegrationUri": {"Fn::GetAtt": ["Pets", "Arn"]}, "PayloadFormatVersion": "2.0"}},
          "Route": {"Type": "AWS::ApiGatewayV2::Route", "Properties": {"ApiId": {"Ref": "Api"}, "RouteKey": "GET /pets", "AuthorizationType": "JWT",
            "AuthorizerId": {"Ref": "Auth"}, "Target": {"Fn::Join": ["", ["integrations/", {"Ref": "Int"}]]}}},
          "Auth": {"Type": "AWS::ApiGatewayV2::Authorizer", "Properties": {"ApiId": {"Ref": "Api"}, "AuthorizerType": "JWT", "Name": "Cognito",
            "IdentitySource": ["$request.header.Authorization"], "JwtConfiguration": {"Audience": [{"Ref": "Client"}],
            "Issuer": {"Fn::Join": ["", ["https://cognito-idp.", {"Ref": "AWS::Region"}, ".amazonaws.com/", {"Ref": "Pool"}]]}}}}}}
        """;

    private const string Terraform = """
        {"format_version": "1.2", "planned_values": {"root_module": {"resources": [
          {"address": "aws_apigatewayv2_api.a", "mode": "managed", "type": "aws_apigatewayv2_api", "name": "a", "values": {"name": "pets", "protocol_type": "HTTP"}},
          {"address": "aws_lambda_function.f", "mode": "managed", "type": "aws_lambda_function", "name": "f", "values": {"function_name": "Pets"}},
          {"address": "aws_apigatewayv2_authorizer.c", "mode": "managed", "type": "aws_apigatewayv2_authorizer", "name": "c", "values": {"name": "Cognito",
            "authorizer_type": "JWT", "identity_sources": ["$request.header.Authorization"], "jwt_configuration": [{}]}},
          {"address": "aws_apigatewayv2_integration.f", "mode": "managed", "type": "aws_apigatewayv2_integration", "name": "f", "values": {
            "integration_type": "AWS_PROXY", "payload_format_version": "2.0"}},
          {"address": "aws_apigatewayv2_route.r", "mode": "managed", "type": "aws_apigatewayv2_route", "name": "r", "values": {"route_key": "GET /pets", "authorization_type": "JWT"}}]}},
         "resource_changes": [
          {"address": "aws_apigatewayv2_authorizer.c", "change": {"after_unknown": {"api_id": true, "jwt_configuration": [{"issuer": true, "audience": true}]}}},
          {"address": "aws_apigatewayv2_integration.f", "change": {"after_unknown": {"api_id": true, "integration_uri": true}}},
          {"address": "aws_apigatewayv2_route.r", "change": {"after_unknown": {"api_id": true, "authorizer_id": true, "target": true}}}],
         "configuration": {"root_module": {"resources": [
          {"address": "aws_apigatewayv2_authorizer.c", "expressions": {"api_id": {"references": ["aws_apigatewayv2_api.a.id", "aws_apigatewayv2_api.a"]}}},
          {"address": "aws_apigatewayv2_integration.f", "expressions": {"api_id": {"references": ["aws_apigatewayv2_api.a.id", "aws_apigatewayv2_api.a"]},
            "integration_uri": {"references": ["aws_lambda_function.f.invoke_arn", "aws_lambda_function.f"]}}},
          {"address": "aws_apigatewayv2_route.r", "expressions": {"api_id": {"references": ["aws_apigatewayv2_api.a.id", "aws_apigatewayv2_api.a"]},
            "authorizer_id": {"references": ["aws_apigatewayv2_authorizer.c.id", "aws_apigatewayv2_authorizer.c"]},
            "target": {"references": ["aws_apigatewayv2_integration.f.id", "aws_apigatewayv2_integration.f"]}}}]}}}
        """;

    private const string TwoApis = """
        Resources:
          One: {Type: AWS::ApiGatewayV2::Api, Properties: {Name: first}}
          Two: {Type: AWS::ApiGatewayV2::Api, Properties: {Name: second}}
          A: {Type: AWS::ApiGatewayV2::Route, Properties: {ApiId: !Ref One, RouteKey: GET /a, AuthorizationType: NONE}}
          B: {Type: AWS::ApiGatewayV2::Route, Properties: {ApiId: !Ref Two, RouteKey: GET /b, AuthorizationType: NONE}}
        """;

    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    public static TheoryData<string, string, string> CognitoApis => new()
    {
        { "SAM", "template.yaml", Sam },
        { "serverless.yml", "serverless.yml", Serverless },
        { "CDK", "cdk.out/Pets.template.json", Cdk },
        { "Terraform", "plan.json", Terraform },
    };

    // The command is that of docs/import.md, but for the addresses and the file's folder.
    [Theory]
    [MemberData(nameof(CognitoApis))]
    public async Task Serves_ACognitoApi_WithTheDevIssuer_AndAnswers503ForFunctionsWithoutAddress(string kind, string name, string text)
    {
        await using IssuerUnderTest issuer = await IssuerUnderTest.StartAsync("dev issuer");
        await File.WriteAllTextAsync(_file, text);
        string command = Assert.Single(
            RepositoryFile.ReadText("docs/import.md").Split('\n'), line => line.StartsWith($"authz serve {name} --replace-issuer ", StringComparison.Ordinal));
        string[] documented = command.Replace("http://127.0.0.1:8081/", issuer.Issuer, StringComparison.Ordinal).Split(' ');
        await using RunningCommand serve = RunningCommand.Start([.. documented[1..].Select(word => word == name ? _file : word), "--listen", "http://127.0.0.1:0"]);
        string address = (await serve.FindLineAsync("Listening on")).Split(' ')[2];
        using HttpClient client = new() { BaseAddress = new Uri(address) };

        using HttpResponseMessage without = await client.GetAsync(new Uri("/pets", UriKind.Relative));
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await issuer.MintAsync("dev", "any"));
        using HttpResponseMessage with = await client.GetAsync(new Uri("/pets", UriKind.Relative));

        Assert.Equal(
            (kind, HttpStatusCode.Unauthorized, HttpStatusCode.ServiceUnavailable), (kind, without.StatusCode, with.StatusCode));
        string error = serve.Error.ToString();
        Assert.Contains($"note: the authorizer 'Cognito' takes tokens of {issuer.Issuer}", error, StringComparison.Ordinal);
        Assert.Single(error.Split('\n'), line => line.Contains("the function 'Pets' has no address", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Adds_TheMembersOfAnOverlay_InEveryCommandThatTakesADefinition()
    {
        string overlay = _file + ".overlay.yaml";
        string cases = _file + ".cases.yaml";
        await File.WriteAllTextAsync(_file, """
            openapi: 3.0.1
            paths: {/pets: {get: {security: [{idp: []}]}}}
            components: {securitySchemes: {idp: {type: oauth2, x-amazon-apigateway-authorizer: {type: jwt, jwtConfiguration: {issuer: "https://id.example.com/", audience: [a]}}}}}
            """);
        await File.WriteAllTextAsync(overlay, "routes: {GET /pets: {tokenRequired: false}}");
        await File.WriteAllTextAsync(cases, $"definition: {Path.GetFileName(_file)}\ncases: [{{request: GET /pets, expect: allowed}}]\n");

        (int explained, _, _) = await RunningCommand.RunAsync("explain", _file, "--request", "GET /pets", "--overlay", overlay);
        (int refused, _, _) = await RunningCommand.RunAsync("explain", _file, "--request", "GET /pets");
        (int tested, string results, _) = await RunningCommand.RunAsync("test", cases, "--overlay", overlay);
        (_, string imported, _) = await RunningCommand.RunAsync("import", _file, "--overlay", overlay);
        (_, string findings, _) = await RunningCommand.RunAsync("check", _file, "--overlay", overlay);
        (int same, _, _) = await RunningCommand.RunAsync("diff", _file, _file, "--overlay", overlay);
        await File.WriteAllTextAsync(cases, "routes: {}");
        (int opened, string changes, _) = await RunningCommand.RunAsync("diff", _file, _file, "--overlay", overlay, "--overlay-old", cases);
        File.Delete(overlay);
        (int missing, _, string error) = await RunningCommand.RunAsync("import", _file, "--overlay", overlay);

        Assert.Equal((0, 1, 0, 0, 1, 1), (explained, refused, tested, same, opened, missing));
        Assert.Contains("\"tokenRequired\": false", imported, StringComparison.Ordinal);
        Assert.Contains($"{overlay}:1:37: note route_open:", findings, StringComparison.Ordinal);
        Assert.Contains("1 passed", results, StringComparison.Ordinal);
        Assert.Contains("GET /pets", changes, StringComparison.Ordinal);
        Assert.StartsWith($"{overlay}: error: The overlay cannot be read: ", error, StringComparison.Ordinal);
        File.Delete(cases);
    }

    [Theory]
    [InlineData("Cognito=https://id.example.com/")]
    [InlineData("Cognito=http://10.0.0.1/")]
    [InlineData("Cognito")]
    [InlineData("=http://127.0.0.1/")]
    public async Task Rejects_AReplacingIssuerElsewhere(string option)
    {
        (int exit, _, string error) = await RunningCommand.RunAsync("import", _file, "--replace-issuer", option);

        Assert.Equal(2, exit);
        Assert.Contains($"--replace-issuer '{option}' is not NAME=URL with a loopback URL", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_AllMissingValuesOfAFile_InOneRound()
    {
        await File.WriteAllTextAsync(_file, Sam);

        (int exit, _, string error) = await RunningCommand.RunAsync("import", _file);

        Assert.Equal(1, exit);
        Assert.Contains("Give it with '--parameter AWS::Region=VALUE --parameter UserPool=VALUE'.", error, StringComparison.Ordinal);
        Assert.Contains("Give it with '--parameter UserPoolClient=VALUE'.", error, StringComparison.Ordinal);
        Assert.All(error.TrimEnd().Split('\n'), line => Assert.Contains(": error: ", line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("import")]
    [InlineData("explain")]
    public async Task Rejects_SeveralApis_UnlessOneIsChosen(string command)
    {
        await File.WriteAllTextAsync(_file, TwoApis);
        string[] arguments = [command, _file, .. command == "explain" ? ["--request", "GET /b"] : Array.Empty<string>()];

        (int exit, _, string error) = await RunningCommand.RunAsync(arguments);
        (int chosen, string output, _) = await RunningCommand.RunAsync([.. arguments, "--api", "second"]);

        Assert.Equal((1, 0), (exit, chosen));
        Assert.Contains("The file has 2 HTTP APIs: 'One', 'Two'. Choose one with '--api NAME'.", error, StringComparison.Ordinal);
        Assert.Contains("GET /b", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Checks_AllApis()
    {
        await File.WriteAllTextAsync(_file, TwoApis);

        (int exit, string output, _) = await RunningCommand.RunAsync("check", _file);

        Assert.Equal(0, exit);
        Assert.Contains("note route_open: Anyone may call 'GET /a'.", output, StringComparison.Ordinal);
        Assert.Contains("note route_open: Anyone may call 'GET /b'.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rejects_AnOverlay_ForSeveralApis_UnlessOneIsChosen()
    {
        string overlay = _file + ".overlay.yaml";
        await File.WriteAllTextAsync(_file, TwoApis);
        await File.WriteAllTextAsync(overlay, "routes: {GET /b: {allowEncodedSlash: true}}");

        (int exit, string output, _) = await RunningCommand.RunAsync("check", _file, "--overlay", overlay);
        (int chosen, _, _) = await RunningCommand.RunAsync("check", _file, "--overlay", overlay, "--api", "Two");
        File.Delete(overlay);

        Assert.Equal((1, 0), (exit, chosen));
        Assert.Contains("The file has 2 HTTP APIs: 'One', 'Two'. Choose one with '--api NAME'.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compares_AllApis_ByName()
    {
        string next = _file + ".next.yaml";
        await File.WriteAllTextAsync(_file, TwoApis);
        await File.WriteAllTextAsync(next, TwoApis.Replace("GET /b", "GET /c", StringComparison.Ordinal));

        (int exit, string output, _) = await RunningCommand.RunAsync("diff", _file, next);
        File.Delete(next);

        Assert.Equal(1, exit);
        Assert.Contains("Two: GET /c: was refused, and is open to anyone", output, StringComparison.Ordinal);
        Assert.Contains("Two: GET /b: was open, and is refused", output, StringComparison.Ordinal);
        Assert.DoesNotContain("One:", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a default authorizer that protects the body's operations", "DefaultAuthorizer: J, ", "", "GET /orders")]
    [InlineData("an open route beside", "", "  R: {Type: AWS::ApiGatewayV2::Route, Properties: {ApiId: !Ref Api, RouteKey: GET /beside}}\n", "GET /beside")]
    public async Task Reports_WhatATemplateOpens(string change, string inherited, string beside, string route)
    {
        string Template(string defaultAuthorizer, string more) => $$"""
            Transform: AWS::Serverless-2016-10-31
            Resources:
              Api: {Type: AWS::Serverless::HttpApi, Properties: {Auth: { {{defaultAuthorizer}}Authorizers: {J: {IdentitySource: $request.header.Authorization, JwtConfiguration: {issuer: "https://id.example.com/", audience: [a]} } } }, DefinitionBody: {openapi: 3.0.1, paths: {/orders: {get: {responses: {} } } } } } }
            {{more}}
            """;
        string next = _file + ".next.yaml";
        await File.WriteAllTextAsync(_file, Template(inherited, ""));
        await File.WriteAllTextAsync(next, Template("", beside));

        (int exit, string output, _) = await RunningCommand.RunAsync("diff", _file, next);
        File.Delete(next);

        Assert.Equal((change, 1), (change, exit));
        Assert.Contains($"{route}: ", output, StringComparison.Ordinal);
        Assert.Contains("is open to anyone", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_TheIncludedFile_ThatAProblemIsIn()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("authz-include-");
        string template = Path.Combine(folder.FullName, "template.yaml");
        string body = Path.Combine(folder.FullName, "api.yaml");
        await File.WriteAllTextAsync(template, """
            Resources: {Api: {Type: AWS::ApiGatewayV2::Api, Properties: {BodyS3Location: api.yaml}}}
            """);
        await File.WriteAllTextAsync(body, "openapi: 3.0.1\npaths: {/a: {get: {security: [{idp: []}]}}}\n");

        (_, _, string error) = await RunningCommand.RunAsync("import", template);
        (_, string findings, _) = await RunningCommand.RunAsync("check", template);
        folder.Delete(recursive: true);

        Assert.StartsWith($"{body}(2,32): error: There is no security scheme 'idp'", error, StringComparison.Ordinal);
        Assert.StartsWith($"{body}:2:32: error authorizer_unknown:", findings, StringComparison.Ordinal);
    }
}
