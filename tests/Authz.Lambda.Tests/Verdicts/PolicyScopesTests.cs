using System.Text.Json.Nodes;
using Authz.Lambda.Answers;
using Authz.Lambda.Events;

namespace Authz.Lambda.Tests.Verdicts;

/// <summary>How much of the API a policy names, and when a simple response may be given.</summary>
public sealed class PolicyScopesTests
{
    private const string Arn = EventDocument.StageArn;

    private static readonly RouteDefinition s_read = new() { Authorizer = "idp", AuthorizationScopes = ["read"] };
    private static readonly RouteDefinition s_write = new() { Authorizer = "idp", AuthorizationScopes = ["write"] };

    [Fact]
    public async Task Names_TheWholeApi_WhenTheVerdictDoesNotDependOnTheRoute() =>
        Assert.Equal(
            """Allow ["*"]""",
            await ScopeAsync(new() { ["GET /pets"] = s_read, ["GET /pets/{id}"] = s_read }, "GET /pets", "GET", "/pets", "read"));

    [Fact]
    public async Task Names_RoutePatterns_WhenTheyAreDisjointFromRefusedOnes() =>
        Assert.Equal(
            """Allow ["GET/pets","GET/pets/*"]""",
            await ScopeAsync(
                new() { ["GET /pets"] = s_read, ["GET /pets/{id}"] = s_read, ["POST /pets"] = s_write }, "GET /pets", "GET", "/pets",
                "read"));

    [Fact]
    public async Task Names_AGreedyRoute_ByItsPrefixToo() =>
        Assert.Equal(
            """Allow ["GET/files/*","GET/files"]""",
            await ScopeAsync(
                new() { ["GET /files/{p+}"] = s_read, ["POST /pets"] = s_write }, "GET /files/{p+}", "GET", "/files/1", "read"));

    [Fact]
    public async Task Names_TheAllowedRoutes_WhenTheCalledOneIsRefused() =>
        Assert.Equal(
            """Allow ["GET/pets"]""",
            await ScopeAsync(new() { ["GET /pets"] = s_read, ["POST /pets"] = s_write }, "POST /pets", "POST", "/pets", "read"));

    [Fact]
    public async Task Names_OnlyTheCalledMethod_WhenAStarWouldReachARefusedRoute() =>
        Assert.Equal(
            """Allow ["GET/pets/7"] warned""",
            await ScopeAsync(
                new() { ["GET /pets/{id}"] = s_read, ["GET /pets/{id}/secret"] = s_write }, "GET /pets/{id}", "GET", "/pets/7", "read"));

    public static TheoryData<string, string, string> UnnameablePaths
    {
        get
        {
            string[] segments = ["*", "a*b", "a?b", "$x", new string('x', 500)];
            TheoryData<string, string, string> data = [];
            foreach (string kind in (string[])["HttpApiV2", "HttpApiV1", "RestToken", "RestRequest"])
            {
                foreach (string segment in segments)
                {
                    data.Add(kind, segment, "read");
                    data.Add(kind, segment, "write");
                }
            }

            return data;
        }
    }

    // An error is not remembered; a Deny of the stage would lock the token out.
    [Theory]
    [MemberData(nameof(UnnameablePaths))]
    public async Task Fails_InsteadOfDenyingTheStage_WhenNoPolicyNamesTheCalledMethodAlone(
        string kind, string segment, string scope)
    {
        using FunctionUnderTest function = new(
            new Dictionary<string, RouteDefinition> { ["GET /pets/{id}"] = s_read, ["GET /pets/{id}/secret"] = s_write });

        AuthorizerAnswer answer = await function.AnswerAsync(
            EventDocument.For(
                Enum.Parse<AuthorizerEventKind>(kind), "GET /pets/{id}", "GET", "/pets/" + segment,
                function.Issuer.Mint("pets-api", scope)));

        Assert.Equal("policy_too_wide", answer.ErrorType);
    }

    [Fact]
    public async Task Names_OnlyTheCalledMethod_WhenTheListWouldBeTooLong()
    {
        Dictionary<string, RouteDefinition> routes = Enumerable.Range(0, 200).ToDictionary(
            index => $"GET /a-rather-long-name/{index}", _ => s_read);
        routes["POST /pets"] = s_write;

        Assert.Equal(
            """Allow ["GET/a-rather-long-name/1"] warned""",
            await ScopeAsync(routes, "GET /a-rather-long-name/1", "GET", "/a-rather-long-name/1", "read"));
    }

    [Fact]
    public async Task Names_OnlyTheCalledMethod_WhenTheApiHasRoutesMissingInTheDefinition() =>
        Assert.Equal(
            """Allow ["GET/pets"] warned""",
            await ScopeAsync(new() { ["GET /pets"] = s_read }, "ANY /{proxy+}", "GET", "/pets", "read"));

    [Fact]
    public async Task Decides_ForTheNarrowerRoute_WhenTheApiHasOnlyTheWiderOne() =>
        Assert.Equal(
            """Deny ["GET/admin"] warned""",
            await ScopeAsync(new() { ["ANY /{proxy+}"] = s_read, ["GET /admin"] = s_write }, "ANY /{proxy+}", "GET", "/admin", "read"));

    [Fact]
    public async Task Denies_ADecodedSlash_ThatContradictsTheRoute() =>
        Assert.Equal(
            """Deny ["GET/pets/7"] warned""",
            await ScopeAsync(new() { ["GET /{name}"] = s_write, ["GET /pets/{id}"] = s_read }, "GET /{name}", "GET", "/pets/7", "read"));

    [Theory]
    [InlineData("routes that agree", "read write", null, null, "True")]
    [InlineData("routes that differ", "read", null, null, "simple_response_unsafe")]
    [InlineData("routes that differ, the cache keyed by route", "read", "GET /pets", null, "True")]
    [InlineData("routes that differ, the cache keyed by another route", "read", "POST /pets", null, "simple_response_unsafe")]
    [InlineData("routes that differ, nothing remembered", "read", null, 0, "True")]
    [InlineData("routes that differ, remembered for a second", "read", null, 1, "simple_response_unsafe")]
    public async Task Gives_ASimpleResponse_OnlyIfItIsRightForEveryRoute(
        string description, string scope, string? keyedBy, int? ttl, string expected)
    {
        using FunctionUnderTest function = SimpleFunction(ttl);
        EventDocument document = EventDocument.For(
            AuthorizerEventKind.HttpApiV2, "GET /pets", "GET", "/pets", function.Issuer.Mint("pets-api", scope));
        if (keyedBy is not null)
        {
            document.Json["identitySource"]!.AsArray().Add(keyedBy);
        }

        AuthorizerAnswer answer = await function.AnswerAsync(document);

        Assert.True(
            expected == (answer.ErrorType ?? JsonNode.Parse(answer.Json.Span)!["isAuthorized"]!.GetValue<bool>().ToString()), description);
    }

    [Theory]
    [InlineData("a header", "headers")]
    [InlineData("a query parameter", "queryStringParameters")]
    public async Task Trusts_NoRouteKeyThatTheClientCouldHaveSent(string description, string member)
    {
        using FunctionUnderTest function = SimpleFunction(ttl: null);
        EventDocument document = EventDocument.For(
            AuthorizerEventKind.HttpApiV2, "GET /pets", "GET", "/pets", function.Issuer.Mint("pets-api", "read"));
        document.Json["identitySource"]!.AsArray().Add("GET /pets");
        document.Json[member]!["x"] = "GET /pets";

        AuthorizerAnswer answer = await function.AnswerAsync(document);

        Assert.True(answer.ErrorType == "simple_response_unsafe", description);
    }

    [Theory]
    [InlineData("HttpApiV2", null, "cache_key_lacks_token")]
    [InlineData("HttpApiV1", null, "cache_key_lacks_token")]
    [InlineData("HttpApiV2", 0, null)]
    public async Task Fails_WhenOtherTokensWouldGetTheAnswer(string kind, int? ttl, string? expected)
    {
        using FunctionUnderTest function = new(
            new Dictionary<string, RouteDefinition> { ["GET /pets"] = s_read }, new LambdaAuthorizerOptions { ResultTtlInSeconds = ttl });
        EventDocument document = EventDocument.For(
            Enum.Parse<AuthorizerEventKind>(kind), "GET /pets", "GET", "/pets", function.Issuer.Mint("pets-api", "read"));
        document.Json["identitySource"] = kind == "HttpApiV2" ? new JsonArray("192.0.2.1") : "192.0.2.1";

        AuthorizerAnswer answer = await function.AnswerAsync(document);

        Assert.Equal(expected, answer.ErrorType);
    }

    private static FunctionUnderTest SimpleFunction(int? ttl) => new(
        new Dictionary<string, RouteDefinition> { ["GET /pets"] = s_read, ["POST /pets"] = s_write },
        new LambdaAuthorizerOptions { SimpleResponses = true, ResultTtlInSeconds = ttl });

    private static async Task<string> ScopeAsync(
        Dictionary<string, RouteDefinition> routes, string routeKey, string method, string path, string scope)
    {
        using FunctionUnderTest function = new(routes);
        JsonObject answer = await function.DocumentAsync(
            EventDocument.For(AuthorizerEventKind.HttpApiV2, routeKey, method, path, function.Issuer.Mint("pets-api", scope)));
        JsonNode statement = answer["policyDocument"]!["Statement"]![0]!;
        string resources = statement["Resource"]!.ToJsonString().Replace(Arn, "", StringComparison.Ordinal);
        return $"{statement["Effect"]} {resources}{(function.LogLine["warning"] is null ? "" : " warned")}";
    }
}
