using System.Text;
using System.Text.Json.Nodes;
using Authz.Lambda.Answers;
using Authz.Testing;
using Authz.Tests;

namespace Authz.Lambda.Tests.ProtectedResources;

/// <summary>The function as the integration of the open route that serves metadata (RFC 9728).</summary>
public sealed class MetadataResponseTests : IDisposable
{
    private const string Resource = "https://api.example.com/pets";
    private const string Path = "/.well-known/oauth-protected-resource/pets";

    private readonly LambdaAuthorizer _authorizer = Create();

    [Fact]
    public async Task Answers_WithTheMetadata()
    {
        JsonObject answer = await AskAsync(Event("GET", Path));

        Assert.Equal((200, "*"), ((int)answer["statusCode"]!, (string?)answer["headers"]!["access-control-allow-origin"]));
        JsonNode body = JsonNode.Parse((string)answer["body"]!)!;
        Assert.Equal(Resource, (string?)body["resource"]);
        Assert.Equal("https://id.example/", (string?)body["authorization_servers"]![0]);
    }

    [Theory]
    [InlineData("OPTIONS", Path, 204)]
    [InlineData("POST", Path, 404)]
    [InlineData("GET", "/.well-known/oauth-protected-resource", 404)]
    [InlineData("GET", "/.well-known/oauth-protected-resource/orders", 404)]
    [InlineData("GET", "/prod" + Path, 404)]
    [InlineData("OPTIONS", "/pets", 404)]
    public async Task Answers_NothingElse(string method, string path, int status)
    {
        JsonObject answer = await AskAsync(Event(method, path));

        Assert.Equal((method, path, status), (method, path, (int)answer["statusCode"]!));
        Assert.DoesNotContain("authorization_servers", answer.ToJsonString(), StringComparison.Ordinal);
    }

    // Whatever an authorizer is asked, it never answers as an integration.
    [Theory]
    [InlineData("type", "REQUEST")]
    [InlineData("type", "TOKEN")]
    [InlineData("routeArn", "x")]
    [InlineData("methodArn", "x")]
    [InlineData("authorizationToken", "x")]
    [InlineData("version", "1.0")]
    public async Task Rejects_EventsOfAuthorizers(string member, string value)
    {
        JsonObject asked = Event("GET", Path);
        asked[member] = value;

        Assert.Equal("event_malformed", (await AnswerAsync(asked)).ErrorType);
    }

    [Theory]
    [InlineData("""{"version":"2.0","rawPath":"/a"}""")]
    [InlineData("""{"version":"2.0","rawPath":"/a","requestContext":null}""")]
    [InlineData("""{"version":"2.0","rawPath":"/a","requestContext":{"http":{"method":7}}}""")]
    [InlineData("""{"version":"2.0","rawPath":"/a","rawPath":"/b","requestContext":{"http":{"method":"GET"}}}""")]
    [InlineData("[]")]
    [InlineData("")]
    public async Task Rejects_WhatIsNoRequest(string json) => Assert.Equal(
        "event_malformed", (await _authorizer.AnswerAsync(Encoding.UTF8.GetBytes(json), invocationId: null, default)).ErrorType);

    [Fact]
    public void Sample_HasTheRoute()
    {
        ApiDefinition definition = ApiDefinitionReader.ReadFile(RepositoryFile.FullPath("samples/lambda-authorizer/authz.json"));

        Assert.Equal(Resource, definition.Authorizers["idp"].ProtectedResource!.Resource);
        Assert.Contains(Resource, definition.Authorizers["idp"].JwtConfiguration[0].Audience);
        Assert.Contains(
            "Path: /.well-known/oauth-protected-resource/{proxy+}", RepositoryFile.ReadText("samples/lambda-authorizer/template.yaml"),
            StringComparison.Ordinal);
    }

    public void Dispose() => _authorizer.Dispose();

    private static LambdaAuthorizer Create()
    {
        FakeIssuer issuer = new("https://id.example/");
        return new LambdaAuthorizer(
            new ApiDefinition
            {
                Authorizers = new Dictionary<string, AuthorizerDefinition>
                {
                    ["idp"] = new()
                    {
                        JwtConfiguration = [new JwtConfiguration { Issuer = issuer.Issuer, Audience = [Resource] }],
                        ProtectedResource = new ProtectedResourceDefinition { Resource = Resource },
                    },
                },
                Routes = new Dictionary<string, RouteDefinition> { ["GET /pets"] = new() { Authorizer = "idp" } },
            },
            new LambdaAuthorizerOptions { Log = Stream.Null, Engine = new ApiAuthorizerOptions { KeyFetchHandler = issuer.CreateHandler() } });
    }

    // As documented for integrations (payload format 2.0), as far as it is read.
    private static JsonObject Event(string method, string path) => new()
    {
        ["version"] = "2.0",
        ["routeKey"] = "ANY /.well-known/oauth-protected-resource/{proxy+}",
        ["rawPath"] = path,
        ["rawQueryString"] = "",
        ["headers"] = new JsonObject { ["host"] = "evil.example" },
        ["requestContext"] = new JsonObject
        {
            ["domainName"] = "evil.example",
            ["http"] = new JsonObject { ["method"] = method, ["path"] = path, ["sourceIp"] = "192.0.2.1" },
            ["stage"] = "$default",
        },
        ["isBase64Encoded"] = false,
    };

    private async Task<AuthorizerAnswer> AnswerAsync(JsonObject asked) =>
        await _authorizer.AnswerAsync(Encoding.UTF8.GetBytes(asked.ToJsonString()), invocationId: null, default);

    private async Task<JsonObject> AskAsync(JsonObject asked) => JsonNode.Parse((await AnswerAsync(asked)).Json.Span)!.AsObject();
}
