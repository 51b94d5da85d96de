using System.Text;

namespace Authz.Import.Tests;

public sealed class DefinitionImporterTests
{
    [Theory]
    [InlineData("authz.json", DefinitionFormat.Authz)]
    [InlineData("authz.yaml", DefinitionFormat.Authz)]
    [InlineData("openapi.yaml", DefinitionFormat.OpenApi)]
    [InlineData("cloudformation.yaml", DefinitionFormat.CloudFormation)]
    [InlineData("sam.yaml", DefinitionFormat.Sam)]
    [InlineData("serverless.yml", DefinitionFormat.Serverless)]
    public void Serves_TheSameDefinition_FromEveryFormat(string file, DefinitionFormat format)
    {
        ImportedDefinition imported = DefinitionFixture.Import("same/" + file);

        Assert.Empty(imported.Problems);
        Assert.Equal(format, imported.Format);
        string expected = Encoding.UTF8.GetString(
            ApiDefinitionWriter.Write(ApiDefinitionReader.ReadFile(DefinitionFixture.FullPath("same/authz.json"))));
        Assert.Equal(expected, Encoding.UTF8.GetString(ApiDefinitionWriter.Write(imported.Definition!)));
    }

    [Fact]
    public void Reads_TheWritersOutputUnchanged()
    {
        byte[] written = ApiDefinitionWriter.Write(DefinitionFixture.Import("same/openapi.yaml").Definition!);

        Assert.Equal(written, ApiDefinitionWriter.Write(ApiDefinitionReader.Read(written)));
    }

    [Theory]
    [InlineData("a parameter", "Stage=test", "test-api")]
    [InlineData("the default", "Other=x", "orders-api")]
    public void Serves_TheGivenParameters(string description, string parameter, string audience)
    {
        string[] pair = parameter.Split('=');
        ImportOptions options = new() { Parameters = new Dictionary<string, string> { [pair[0]] = pair[1] } };

        ImportedDefinition imported = DefinitionFixture.Import("same/cloudformation.yaml", options);

        Assert.Equal((description, audience), (description, imported.Definition!.Authorizers["idp"].JwtConfiguration[0].Audience[0]));
        Assert.Equal(pair[1] == "test", imported.Definition.Routes.ContainsKey("GET /debug"));
    }

    [Fact]
    public void Rejects_AnIntrinsicOutsideATemplate_AtItsPlace()
    {
        ImportedDefinition imported = DefinitionImporter.Import("""
            openapi: 3.0.1
            paths:
              /a: { get: { security: [{ idp: [] }] } }
            components:
              securitySchemes:
                idp:
                  type: oauth2
                  x-amazon-apigateway-authorizer:
                    type: jwt
                    jwtConfiguration: { issuer: !Ref Issuer, audience: [a] }
            """u8);

        DefinitionProblem problem = Assert.Single(imported.Problems);
        Assert.Equal((10, 37), (problem.Line, problem.Column));
        Assert.Null(imported.Definition);
    }

    [Fact]
    public void Rejects_ALimitThatIsNoNumber_AtItsPlace()
    {
        ImportedDefinition imported = DefinitionImporter.Import("""
            Transform: AWS::Serverless-2016-10-31
            Resources:
              Api:
                Type: AWS::Serverless::HttpApi
                Properties:
                  DefaultRouteSettings: { ThrottlingRateLimit: "fast" }
              Function:
                Type: AWS::Serverless::Function
                Properties:
                  Events: { Get: { Type: HttpApi, Properties: { ApiId: !Ref Api, Method: GET, Path: / } } }
            """u8);

        DefinitionProblem problem = Assert.Single(imported.Problems);
        Assert.Equal((6, 52), (problem.Line, problem.Column));
        Assert.Equal("'throttlingRateLimit' must be a number, not a string.", problem.Message);
    }

    [Fact]
    public void Serves_LambdaAuthorizersAndStages_OfASamTemplate()
    {
        ApiDefinition definition = DefinitionFixture.Import("examples/sam-lambda-authorizer.yaml").Definition!;

        LambdaAuthorizerDefinition authorizer = Assert.Single(definition.LambdaAuthorizers).Value;
        Assert.Equal("MyAuthFunction", authorizer.AuthorizerUri);
        Assert.Equal(
            ["$request.header.Authorization", "$request.querystring.token", "$stageVariables.env", "$context.routeKey"],
            authorizer.IdentitySource);
        IntegrationDefinition integration = definition.Routes["GET /"].Integration!;
        Assert.Equal(("MyFunction", PayloadFormatVersion.Version1), (integration.Uri, integration.PayloadFormatVersion));
        Assert.Equal(TimeSpan.FromSeconds(5), integration.Timeout);
        StageDefinition stage = definition.Stages["Prod"];
        Assert.Equal("prod", stage.StageVariables["env"]);
        Assert.Equal((50.5, 100), (stage.DefaultRouteSettings!.ThrottlingRateLimit, stage.DefaultRouteSettings.ThrottlingBurstLimit));
        Assert.Equal(10, stage.RouteSettings["GET /"].ThrottlingRateLimit);
        Assert.Equal("$context.requestId $context.status", stage.AccessLogSettings!.Format);
    }

    [Fact]
    public void Serves_LambdaAuthorizersAndStageVariables_OfACloudFormationTemplate()
    {
        ApiDefinition definition = DefinitionFixture.Import("examples/cloudformation-lambda-authorizer.json").Definition!;

        LambdaAuthorizerDefinition authorizer = definition.LambdaAuthorizers["gate"];
        Assert.Equal(("gate:live", PayloadFormatVersion.Version1), (authorizer.AuthorizerUri, authorizer.AuthorizerPayloadFormatVersion));
        Assert.Equal(TimeSpan.FromMinutes(1), authorizer.AuthorizerResultTtl);
        Assert.Equal("${stageVariables.function}", definition.Routes["GET /orders/{id}"].Integration!.Uri);
        Assert.Equal("orders-dev", definition.Stages["dev"].StageVariables["function"]);
    }
}
