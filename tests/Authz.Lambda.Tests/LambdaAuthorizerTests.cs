using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Authz.Lambda.Answers;
using Authz.Lambda.Events;

namespace Authz.Lambda.Tests;

/// <summary>What each kind of event is answered with.</summary>
public sealed class LambdaAuthorizerTests : IDisposable
{
    private static readonly Dictionary<string, RouteDefinition> s_routes = new()
    {
        ["GET /pets"] = new() { Authorizer = "idp", AuthorizationScopes = ["pets:read"] },
        ["POST /pets"] = new() { Authorizer = "idp", AuthorizationScopes = ["pets:write"] },
        ["GET /admin"] = new() { Authorizer = "admins" },
        ["$connect"] = new() { Authorizer = "idp", AuthorizationScopes = ["pets:read"] },
    };

    private readonly FunctionUnderTest _function = new(s_routes);

    public static TheoryData<string> Kinds =>
        [.. Enum.GetNames<AuthorizerEventKind>().Where(kind => kind != nameof(AuthorizerEventKind.Unknown))];

    [Fact]
    public void Refuses_ToStart_WithARouteThatRequiresNoToken()
    {
        Dictionary<string, RouteDefinition> routes = new()
        {
            ["GET /pets/{id}"] = new() { Authorizer = "idp", TokenRequired = false },
            ["GET /pets"] = new() { Authorizer = "idp" },
        };

        DefinitionProblem problem = Assert.Single(Assert.Throws<ApiDefinitionException>(() => new FunctionUnderTest(routes)).Problems);

        Assert.Equal("/routes/GET ~1pets~1{id}/tokenRequired", problem.Path);
        Assert.Equal(
            "API Gateway calls no Lambda authorizer without its identity source, so this route cannot do without a token.",
            problem.Message);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Allows_AValidToken(string kind)
    {
        EventDocument document = About(kind, Mint("pets:read"));

        JsonObject answer = await _function.DocumentAsync(document);

        Assert.True(IamPolicy.Allows(answer, ArnOf(document)));
        Assert.Equal("test-subject", (string?)answer["principalId"]);
        Assert.Equal("allowed", (string?)_function.LogLine["outcome"]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Denies_ATokenWithoutTheScope_NamingTheReason(string kind)
    {
        EventDocument document = About(kind, Mint("other"));

        JsonObject answer = await _function.DocumentAsync(document);

        Assert.False(IamPolicy.Allows(answer, ArnOf(document)));
        Assert.Equal("scope_missing", (string?)answer["context"]!["reason"]);
        Assert.Equal(("denied", "scope_missing"), ((string?)_function.LogLine["outcome"], (string?)_function.LogLine["reason"]));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Answers_Unauthorized_ToAnExpiredToken(string kind)
    {
        DateTimeOffset past = _function.Issuer.Clock.GetUtcNow().AddHours(-1);
        string token = _function.Issuer.Token("pets-api", "pets:read").With("exp", past).With("nbf", past).With("iat", past)
            .Sign(_function.Issuer.CurrentKey);

        AuthorizerAnswer answer = await _function.AnswerAsync(About(kind, token));

        Assert.Equal(("Unauthorized", "token_expired"), (answer.ErrorMessage, answer.ErrorType));
        Assert.Equal("""{"errorMessage":"Unauthorized","errorType":"token_expired"}""", Encoding.UTF8.GetString(answer.Json.Span));
        Assert.Equal("token_expired", (string?)_function.LogLine["reason"]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Answers_Unauthorized_WithoutAToken(string kind)
    {
        EventDocument document = About(kind, token: null);
        if (kind == nameof(AuthorizerEventKind.RestToken))
        {
            document.Json["authorizationToken"] = "";
        }

        AuthorizerAnswer answer = await _function.AnswerAsync(document);

        Assert.Equal(("Unauthorized", "token_missing"), (answer.ErrorMessage, answer.ErrorType));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Fails_WhileTheIssuerIsDown(string kind)
    {
        string token = Mint("pets:read");
        _function.Issuer.Outage = HttpStatusCode.BadGateway;

        AuthorizerAnswer answer = await _function.AnswerAsync(About(kind, token));

        Assert.Equal("keys_unavailable", answer.ErrorType);
        Assert.NotEqual("Unauthorized", answer.ErrorMessage);
        Assert.Equal("error", (string?)_function.LogLine["outcome"]);
    }

    [Fact]
    public async Task Fails_WhileTheIssuerIsDown_InAwsCompatibilityToo()
    {
        ApiDefinition definition = FunctionUnderTest.Define(_function.Issuer, s_routes) with { Compatibility = CompatibilityMode.Aws };
        using MemoryStream log = new();
        using LambdaAuthorizer authorizer = new(definition, new LambdaAuthorizerOptions
        {
            Engine = new ApiAuthorizerOptions { KeyFetchHandler = _function.Issuer.CreateHandler() },
            Log = log,
        });
        _function.Issuer.Outage = HttpStatusCode.BadGateway;
        Testing.SigningKey key = _function.Issuer.Rotate("RS256");
        string token = _function.Issuer.Token("pets-api", "pets:read").Sign(key);

        AuthorizerAnswer answer = await authorizer.AnswerAsync(About("RestToken", token).ToUtf8(), null, default);

        Assert.Equal("keys_unavailable", answer.ErrorType);
    }

    [Fact]
    public async Task Denies_ARouteMissingInTheDefinition()
    {
        EventDocument document = EventDocument.For(
            AuthorizerEventKind.HttpApiV2, "GET /other", "GET", "/other", Mint("pets:read pets:write"));

        JsonObject answer = await _function.DocumentAsync(document);

        Assert.False(IamPolicy.Allows(answer, ArnOf(document)));
        Assert.Equal("route_not_found", (string?)answer["context"]!["reason"]);
    }

    [Fact]
    public async Task Handles_AStream_AsTheManagedRuntimeCallsIt()
    {
        using MemoryStream input = new(About("HttpApiV2", Mint("pets:read")).ToUtf8());

        using Stream output = await _function.Authorizer.HandleAsync(input);

        Assert.Equal("test-subject", (string?)JsonNode.Parse(output)!["principalId"]);
    }

    [Fact]
    public async Task Throws_Unauthorized_ToTheManagedRuntime()
    {
        using MemoryStream input = new(About("HttpApiV2", "x.y.z").ToUtf8());

        Exception exception = await Assert.ThrowsAsync<Exception>(() => _function.Authorizer.HandleAsync(input));

        Assert.Equal("Unauthorized", exception.Message);
    }

    [Fact]
    public async Task Logs_NoPartOfTheToken()
    {
        await _function.AnswerAsync(About("HttpApiV2", Mint("other")));

        string line = _function.LogLine.ToJsonString();
        Assert.DoesNotContain("test-subject", line, StringComparison.Ordinal);
        Assert.DoesNotContain("eyJ", line, StringComparison.Ordinal);
        JsonNode metric = _function.LogLine["_aws"]!["CloudWatchMetrics"]![0]!;
        Assert.Equal("Authz", (string?)metric["Namespace"]);
        Assert.All(metric["Metrics"]!.AsArray(), one => Assert.NotNull(_function.LogLine[(string)one!["Name"]!]));
        Assert.All(
            metric["Dimensions"]!.AsArray().SelectMany(set => set!.AsArray()), name => Assert.NotNull(_function.LogLine[(string)name!]));
    }

    public void Dispose() => _function.Dispose();

    private static EventDocument About(string kind, string? token) =>
        EventDocument.For(Enum.Parse<AuthorizerEventKind>(kind), "GET /pets", "GET", "/pets", token);

    private static string ArnOf(EventDocument document) => (string)(document.Json["routeArn"] ?? document.Json["methodArn"])!;

    private string Mint(string scope) => _function.Issuer.Mint("pets-api", scope);
}
