using System.Text.Json.Nodes;
using Authz.Server.Inspector;
using Authz.Server.Tests.Gateway.Functions;
using Microsoft.Extensions.Time.Testing;

namespace Authz.Server.Tests.Gateway.LambdaAuthorizers;

/// <summary>Lambda authorizers in a process of their own: every outcome, remembered and not.</summary>
public sealed class LambdaDeciderTests
{
    private const string Unauthorized = """{"message":"Unauthorized"}""";
    private const string Forbidden = """{"message":"Forbidden"}""";
    private const string InternalServerError = """{"message":"Internal Server Error"}""";

    private static readonly LambdaAuthorizerDefinition s_simple =
        new() { AuthorizerUri = "gate", EnableSimpleResponses = true, IdentitySource = ["$request.header.Authorization"] };

    private static readonly LambdaAuthorizerDefinition s_policy = s_simple with { EnableSimpleResponses = false };

    public static TheoryData<string, string?, int, string?> SimpleOutcomes => new()
    {
        { "no identity source", null, 401, Unauthorized },
        { "allowed", "allow a", 200, null },
        { "denied", "deny a", 403, Forbidden },
        { "the error Unauthorized", "unauthorized a", 401, Unauthorized },
        { "another error", "unauthorised a", 500, InternalServerError },
        { "a text", "text a", 500, InternalServerError },
        { "true as a text", "truthy a", 500, InternalServerError },
        { "two verdicts", "twice a", 500, InternalServerError },
        { "no JSON", "garbage a", 500, InternalServerError },
        { "no verdict", "other a", 500, InternalServerError },
    };

    public static TheoryData<string, string?, int, string?> PolicyOutcomes => new()
    {
        { "no identity source", null, 401, Unauthorized },
        { "the called method allowed", "policy-route a", 200, null },
        { "the whole API allowed", "policy-all a", 200, null },
        { "everything denied", "policy-deny a", 403, Forbidden },
        { "another API allowed", "policy-none a", 403, Forbidden },
        { "a simple answer where a policy is due", "allow a", 500, InternalServerError },
        { "no JSON", "garbage a", 500, InternalServerError },
    };

    [SkippableTheory]
    [MemberData(nameof(SimpleOutcomes))]
    public Task Answers_AsTheServiceToASimpleResponse(string description, string? authorization, int status, string? body) =>
        AssertAsync(description, s_simple, authorization, status, body);

    [SkippableTheory]
    [MemberData(nameof(PolicyOutcomes))]
    public Task Answers_AsTheServiceToAPolicy(string description, string? authorization, int status, string? body) =>
        AssertAsync(description, s_policy, authorization, status, body);

    [SkippableTheory]
    [MemberData(nameof(PolicyOutcomes))]
    public Task Answers_AsTheServiceToAPolicyOfVersion1(string description, string? authorization, int status, string? body) =>
        AssertAsync(
            description, s_policy with { AuthorizerPayloadFormatVersion = PayloadFormatVersion.Version1 }, authorization, status, body);

    [SkippableFact]
    public Task Answers500_ToClaimsInTheContextOfVersion1() => AssertAsync(
        "claims",
        s_policy with { AuthorizerPayloadFormatVersion = PayloadFormatVersion.Version1 },
        "policy-claims a",
        500,
        InternalServerError);

    /// <summary>
    /// Checklist, section 11: "Lambda authorizer cache keyed by identity-source values, TTL 0-3600, denies cached, 401 on missing source".
    /// </summary>
    [SkippableFact]
    public async Task Remembers_AllowsAndDenies_ForTheirCallersOnly_UntilTheyExpire()
    {
        FakeTimeProvider time = new(DateTimeOffset.UtcNow);
        await using FunctionProcess gate = await FunctionProcess.StartNodeAsync("gate.mjs");
        await using FunctionProcess mirror = await FunctionProcess.StartNodeAsync("mirror.mjs");
        await using FunctionGateway gateway =
            await StartAsync(gate, mirror, s_simple with { AuthorizerResultTtl = TimeSpan.FromMinutes(5) }, time);

        Assert.Equal(("alice", 1), await CallerAsync(gateway, "/a", "allow alice"));
        Assert.Equal(("bob", 2), await CallerAsync(gateway, "/a", "allow bob"));
        Assert.Equal(("alice", 1), await CallerAsync(gateway, "/b", "allow alice"));
        Assert.Equal(403, (await gateway.GetAsync("/a", ("Authorization", "deny eve"))).Status);
        Assert.Equal(403, (await gateway.GetAsync("/b", ("Authorization", "deny eve"))).Status);
        Assert.Equal(("carol", 4), await CallerAsync(gateway, "/a", "allow carol"));

        time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(("alice", 5), await CallerAsync(gateway, "/a", "allow alice"));
    }

    [SkippableFact]
    public async Task Asks_EachTime_WhenNothingIsRemembered()
    {
        await using FunctionProcess gate = await FunctionProcess.StartNodeAsync("gate.mjs");
        await using FunctionProcess mirror = await FunctionProcess.StartNodeAsync("mirror.mjs");
        await using FunctionGateway gateway = await StartAsync(gate, mirror, s_simple);

        Assert.Equal(("alice", 1), await CallerAsync(gateway, "/a", "allow alice"));
        Assert.Equal(("alice", 2), await CallerAsync(gateway, "/a", "allow alice"));
    }

    [SkippableFact]
    public async Task Judges_ARememberedPolicy_AnewForEachRoute()
    {
        await using FunctionProcess gate = await FunctionProcess.StartNodeAsync("gate.mjs");
        await using FunctionProcess mirror = await FunctionProcess.StartNodeAsync("mirror.mjs");
        await using FunctionGateway gateway = await StartAsync(
            gate, mirror, s_policy with { AuthorizerResultTtl = TimeSpan.FromMinutes(5) });

        Assert.Equal(200, (await gateway.GetAsync("/a", ("Authorization", "policy-route alice"))).Status);
        Assert.Equal(403, (await gateway.GetAsync("/b", ("Authorization", "policy-route alice"))).Status);
        Assert.Equal(200, (await gateway.GetAsync("/a", ("Authorization", "policy-route alice"))).Status);
    }

    [SkippableFact]
    public async Task Remembers_ForEachRoute_WhenTheRouteKeyIsASource()
    {
        await using FunctionProcess gate = await FunctionProcess.StartNodeAsync("gate.mjs");
        await using FunctionProcess mirror = await FunctionProcess.StartNodeAsync("mirror.mjs");
        LambdaAuthorizerDefinition authorizer = s_policy with
        {
            AuthorizerResultTtl = TimeSpan.FromMinutes(5),
            IdentitySource = ["$request.header.Authorization", "$context.routeKey"],
        };
        await using FunctionGateway gateway = await StartAsync(gate, mirror, authorizer);

        Assert.Equal(200, (await gateway.GetAsync("/a", ("Authorization", "policy-route alice"))).Status);
        Assert.Equal(200, (await gateway.GetAsync("/b", ("Authorization", "policy-route alice"))).Status);
    }

    [SkippableFact]
    public async Task Rejects_AWildcardInThePath_AsOneThatWidensAnEchoedPolicy()
    {
        await using FunctionProcess gate = await FunctionProcess.StartNodeAsync("gate.mjs");
        await using FunctionProcess mirror = await FunctionProcess.StartNodeAsync("mirror.mjs");
        await using FunctionGateway gateway = await StartAsync(
            gate, mirror, s_policy with { AuthorizerResultTtl = TimeSpan.FromMinutes(5) });

        Assert.Equal(200, (await gateway.GetAsync("/items/*", ("Authorization", "policy-route eve"))).Status);
        Assert.Equal(403, (await gateway.GetAsync("/items/7", ("Authorization", "policy-route eve"))).Status);
    }

    [SkippableFact]
    public async Task Sends_TheEventsOfBothVersions_WithoutABody()
    {
        await using FunctionProcess gate = await FunctionProcess.StartNodeAsync("gate.mjs");
        await using FunctionProcess mirror = await FunctionProcess.StartNodeAsync("mirror.mjs");
        await using FunctionGateway gateway = await StartAsync(gate, mirror, s_simple);

        (_, string body) = await gateway.GetAsync("/items/7?p=1&p=2", ("Authorization", "event alice"), ("Cookie", "c=1"));
        JsonNode lambda = JsonNode.Parse(body)!["requestContext"]!["authorizer"]!["lambda"]!["event"]!;

        Assert.Equal("arn:aws:execute-api:us-east-1:123456789012:local/$default/GET/items/7", lambda["routeArn"]!.GetValue<string>());
        Assert.Equal(("2.0", "REQUEST", "GET /items/{id}"), (Text(lambda["version"]), Text(lambda["type"]), Text(lambda["routeKey"])));
        Assert.Equal("event alice", lambda["identitySource"]![0]!.GetValue<string>());
        Assert.Equal(
            ("7", "1,2", "c=1"),
            (Text(lambda["pathParameters"]!["id"]), Text(lambda["queryStringParameters"]!["p"]), Text(lambda["cookies"]![0])));
        Assert.Null(lambda["body"]);
        Assert.Null(lambda["requestContext"]!["authorizer"]);
    }

    [SkippableTheory]
    [InlineData("/tree/7")]
    [InlineData("/tree/7/")]
    public async Task Names_TheCalledMethod_WithTheSlashOfTheRequest(string path)
    {
        await using FunctionProcess gate = await FunctionProcess.StartNodeAsync("gate.mjs");
        await using FunctionProcess mirror = await FunctionProcess.StartNodeAsync("mirror.mjs");
        await using FunctionGateway gateway = await StartAsync(gate, mirror, s_simple);

        (_, string body) = await gateway.GetAsync(path, ("Authorization", "event alice"));

        JsonNode lambda = JsonNode.Parse(body)!["requestContext"]!["authorizer"]!["lambda"]!["event"]!;
        Assert.Equal($"arn:aws:execute-api:us-east-1:123456789012:local/$default/GET{path}", Text(lambda["routeArn"]));
    }

    [SkippableFact]
    public async Task Passes_TheContext_WithItsTypes()
    {
        await using FunctionProcess gate = await FunctionProcess.StartNodeAsync("gate.mjs");
        await using FunctionProcess mirror = await FunctionProcess.StartNodeAsync("mirror.mjs");
        await using FunctionGateway gateway = await StartAsync(gate, mirror, s_simple);

        (_, string body) = await gateway.GetAsync("/a", ("Authorization", "allow alice"));

        JsonNode expected = JsonNode.Parse("""{"caller":"alice","calls":1,"list":["a",1],"map":{"k":true}}""")!;
        Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(body)!["requestContext"]!["authorizer"]!["lambda"]), body);
    }

    [SkippableFact]
    public async Task Counts_RequestsThatTheFunctionAllows_AsAllowed()
    {
        DecisionCounts decisions = new();
        await using FunctionProcess gate = await FunctionProcess.StartNodeAsync("gate.mjs");
        await using FunctionProcess mirror = await FunctionProcess.StartNodeAsync("mirror.mjs");
        await using FunctionGateway gateway = await StartAsync(gate, mirror, s_simple, decisions: decisions);

        Assert.Equal(200, (await gateway.GetAsync("/a", ("Authorization", "allow alice"))).Status);
        Assert.Equal(403, (await gateway.GetAsync("/b", ("Authorization", "deny alice"))).Status);

        DecisionCount[] expected = [new("GET /a", null, 1), new("GET /b", RefusalReason.Undecided, 1)];
        Assert.Equal(expected, decisions.ToList().OrderBy(count => count.RouteKey, StringComparer.Ordinal));
    }

    private static async Task AssertAsync(
        string description, LambdaAuthorizerDefinition authorizer, string? authorization, int status, string? body)
    {
        await using FunctionProcess gate = await FunctionProcess.StartNodeAsync("gate.mjs");
        await using FunctionProcess mirror = await FunctionProcess.StartNodeAsync("mirror.mjs");
        await using FunctionGateway gateway = await StartAsync(
            gate, mirror, authorizer with { AuthorizerResultTtl = TimeSpan.FromMinutes(5) });

        // The second time from memory, where the verdict is one that is remembered.
        for (int time = 1; time <= 2; time++)
        {
            (int Status,
                string Body) answer = await gateway.GetAsync("/a", authorization is null ? [] : [("Authorization", authorization)]);
            Assert.Equal((description, time, status, body), (description, time, answer.Status, body is null ? null : answer.Body));
        }
    }

    private static Task<FunctionGateway> StartAsync(
        FunctionProcess gate,
        FunctionProcess mirror,
        LambdaAuthorizerDefinition authorizer,
        TimeProvider? timeProvider = null,
        DecisionCounts? decisions = null)
    {
        RouteDefinition route = new()
        {
            Authorizer = "gate",
            Integration = new IntegrationDefinition { Type = IntegrationType.AwsProxy, Uri = "mirror" },
        };
        ApiDefinition definition = new ApiDefinitionBuilder().AddLambdaAuthorizer("gate", authorizer)
            .AddRoute("GET /a", route).AddRoute("GET /b", route).AddRoute("GET /items/{id}", route).AddRoute("GET /tree/{path+}", route).Build();
        return FunctionGateway.StartAsync(
            definition, new() { ["gate"] = gate.Address, ["mirror"] = mirror.Address }, timeProvider: timeProvider, decisions: decisions);
    }

    private static async Task<(string Caller, int Calls)> CallerAsync(FunctionGateway gateway, string target, string authorization)
    {
        (int status, string body) = await gateway.GetAsync(target, ("Authorization", authorization));
        Assert.Equal(200, status);
        JsonNode context = JsonNode.Parse(body)!["requestContext"]!["authorizer"]!["lambda"]!;
        return (context["caller"]!.GetValue<string>(), context["calls"]!.GetValue<int>());
    }

    private static string Text(JsonNode? node) => node!.GetValue<string>();
}
