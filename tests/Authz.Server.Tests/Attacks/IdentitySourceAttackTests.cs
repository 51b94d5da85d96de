using System.Text;
using Authz.Server.Tests.Gateway;
using Authz.Server.Tests.Gateway.Functions;

namespace Authz.Server.Tests.Attacks;

/// <summary>Two values under the name that identifies the caller, once plain and once so that only the backend recognises it.</summary>
public sealed class IdentitySourceAttackTests
{
    [Theory]
    [InlineData("twice", "X-Api-Token: {token}", "X-Api-Token: evil")]
    [InlineData("with an underscore", "X-Api-Token: {token}", "X_Api_Token: evil")]
    [InlineData("with one underscore", "X-Api-Token: {token}", "X-Api_Token: evil")]
    [InlineData("with dots", "X-Api-Token: {token}", "X.Api.Token: evil")]
    [InlineData("with other marks, in capitals", "X-Api-Token: {token}", "X!API~TOKEN: evil")]
    [InlineData("under the other name alone", "X_Api_Token: {token}", "X-Other: 1")]
    public async Task Rejects_ASecondToken_InTheHeaderOfAJwtAuthorizer(string description, string first, string second)
    {
        await using TestGateway gateway = await StartAsync("$request.header.X-Api-Token");

        RawAnswer answer = await gateway.SendAsync("GET /a", WithToken(first, gateway), second);

        Assert.Equal((description, 401), (description, answer.Status));
        Assert.Empty(gateway.Backend.Requests);
        Assert.Equal(200, (await gateway.SendAsync("GET /a", WithToken("X-Api-Token: {token}", gateway), "X-Api-Tokens: 1")).Status);
    }

    [Theory]
    [InlineData("ACCESS_TOKEN=evil")]
    [InlineData("access_token[]=evil")]
    [InlineData("access.token=evil")]
    [InlineData("access+token=evil")]
    [InlineData("access%5Ftoken%00=evil")]
    [InlineData("x=1;access_token=evil")]
    public async Task Rejects_ASecondToken_InTheQueryOfAJwtAuthorizer(string second)
    {
        await using TestGateway gateway = await StartAsync("$request.querystring.access_token");
        string query = WithToken("access_token={token}", gateway);

        Assert.Equal(401, (await gateway.SendAsync($"GET /a?{second}&{query}")).Status);
        Assert.Equal(401, (await gateway.SendAsync($"GET /a?{query}&{second}")).Status);
        Assert.Empty(gateway.Backend.Requests);
        Assert.Equal(200, (await gateway.SendAsync($"GET /a?{query}&other=1")).Status);
    }

    [Theory]
    [InlineData("once", "/a", 1, 200, "X-Api-Key: victim")]
    [InlineData("in another spelling beside it", "/a", 0, 401, "X-Api-Key: victim", "X_Api_Key: attacker")]
    [InlineData("in another spelling alone", "/a", 0, 401, "X_Api_Key: attacker")]
    [InlineData("missing", "/a", 0, 401, "X-Other: 1")]
    [InlineData("a parameter once", "/q?key=victim", 1, 200)]
    [InlineData("a parameter twice", "/q?key=victim&key=attacker", 0, 401)]
    [InlineData("a parameter in another case beside it", "/q?key=victim&KEY=attacker", 0, 401)]
    [InlineData("a parameter as a list beside it", "/q?key=victim&key%5B%5D=attacker", 0, 401)]
    [InlineData("a parameter in another spelling alone", "/q?Key=attacker", 0, 401)]
    [InlineData("one credential", "/c", 1, 200, "Authorization: key victim")]
    [InlineData("two credentials that a proxy has joined", "/c", 0, 401, "Authorization: key victim, key attacker")]
    public async Task Rejects_ARepeatedIdentity_BeforeTheFunctionOfALambdaAuthorizer(
        string description, string target, int calls, int status, params string[] headers)
    {
        await using RecordingBackend function = new() { Answer = _ => AnswerOf("""{"isAuthorized":true}""") };
        await using RecordingBackend backend = new();
        await using FunctionGateway gateway = await FunctionGateway.StartAsync(
            DefineLambda(backend.Address), new Dictionary<string, Uri> { ["gate"] = new(function.Address + "/gate") });

        (string, string)[] pairs = [.. headers.Select(header => header.Split(": ")).Select(parts => (parts[0], parts[1]))];
        (int answered, _) = await gateway.GetAsync(target, pairs);

        Assert.Equal((description, status, calls), (description, answered, function.Requests.Count));
        Assert.Equal(calls, backend.Requests.Count);
    }

    private static Task<TestGateway> StartAsync(string identitySource) => TestGateway.StartAsync((issuer, backend) =>
    {
        ApiDefinition definition = TestGateway.Define(
            [("GET /a", new RouteDefinition { Authorizer = "idp", Integration = new IntegrationDefinition { Uri = backend + "/x" } })],
            issuer);
        return definition with
        {
            Authorizers = definition.Authorizers.ToDictionary(
                authorizer => authorizer.Key, authorizer => authorizer.Value with { IdentitySource = identitySource }),
        };
    });

    private static ApiDefinition DefineLambda(string backend)
    {
        IntegrationDefinition integration = new() { Uri = backend + "/x" };
        (string Path, string Source)[] routes =
            [("a", "$request.header.X-Api-Key"), ("q", "$request.querystring.key"), ("c", "$request.header.Authorization")];
        return new ApiDefinition
        {
            Authorizers = new Dictionary<string, AuthorizerDefinition>(),
            LambdaAuthorizers = routes.ToDictionary(route => route.Path, route => new LambdaAuthorizerDefinition
            {
                AuthorizerUri = "gate",
                EnableSimpleResponses = true,
                IdentitySource = [route.Source],
            }),
            Routes = routes.ToDictionary(
                route => "GET /" + route.Path, route => new RouteDefinition { Authorizer = route.Path, Integration = integration }),
        };
    }

    private static string WithToken(string text, TestGateway gateway) =>
        text.Replace("{token}", gateway.Issuer.Mint(TestGateway.Audience), StringComparison.Ordinal);

    private static string AnswerOf(string json) =>
        $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(json)}\r\n\r\n{json}";
}
