using System.Text;

namespace Authz.Tests.Tools;

/// <summary>Decisions on a route with tools: the route first, then each tool that the request calls.</summary>
public sealed class RouteToolsTests
{
    private static readonly RouteDefinition s_route = new()
    {
        Authorizer = "idp",
        AuthorizationScopes = ["mcp:use", "weather:read"],
        Tools = new Dictionary<string, ToolDefinition>
        {
            ["time"] = new(),
            ["get_weather"] = new() { AuthorizationScopes = ["weather:admin", "weather:read"] },
            ["set_weather"] = new() { AllScopes = ["weather:write", "audit"] },
        },
    };

    [Theory]
    [InlineData("a message that calls none", "mcp:use", "", null, null)]
    [InlineData("a tool that asks for nothing more", "mcp:use", "time", null, null)]
    [InlineData("a tool without the route's scopes", "other", "time", RefusalReason.ScopeMissing, "mcp:use")]
    [InlineData("a tool with one of its scopes", "weather:read", "get_weather", null, null)]
    [InlineData("a tool without any of its scopes", "mcp:use", "get_weather", RefusalReason.ScopeMissing, "weather:read")]
    [InlineData("a tool with one of all its scopes", "mcp:use audit", "set_weather", RefusalReason.ScopeMissing, "weather:write audit mcp:use")]
    [InlineData("a tool with all its scopes", "mcp:use audit weather:write", "set_weather", null, null)]
    [InlineData("a tool in another case", "mcp:use weather:read", "Get_Weather", RefusalReason.ToolNotAllowed, null)]
    [InlineData("a tool without an entry", "mcp:use", "drop_tables", RefusalReason.ToolNotAllowed, null)]
    [InlineData("the entry for other tools by name", "mcp:use", "*", RefusalReason.ToolNotAllowed, null)]
    [InlineData("a tool of a longer name", "mcp:use", "time ", RefusalReason.ToolNotAllowed, null)]
    [InlineData("two tools of which one is refused", "mcp:use", "time,get_weather", RefusalReason.ScopeMissing, "mcp:use weather:read")]
    [InlineData("two tools of which one has no entry", "mcp:use", "time,drop", RefusalReason.ToolNotAllowed, null)]
    [InlineData("two tools that are allowed", "weather:read", "time,get_weather", null, null)]
    public void Decides_EachCall(string description, string scope, string tools, RefusalReason? reason, string? sufficient)
    {
        using TestApi api = Start(s_route, scope, out string token);

        AuthorizationDecision decision = api.Authorizer.Authorize(Call(token, tools));

        Assert.Equal((description, reason), (description, decision.Reason));
        Assert.Equal(reason is null, decision.Token is not null);
        string? challenge = sufficient is null ? (reason is null ? null : "Bearer")
            : $"Bearer error=\"insufficient_scope\", error_description=\"the token lacks a required scope\", scope=\"{sufficient}\"";
        Assert.Equal(challenge, decision.Challenge);
    }

    [Theory]
    [InlineData("{}", "'tools' names no tool. Name those that may be called, or '*' for all; or remove 'tools'.")]
    [InlineData("null", "'tools' must be an object, not null. Write an object with named members.")]
    public void Rejects_ADefinition_WhoseToolsAreNone(string tools, string expected)
    {
        string json = $$"""
            {
              "name": "api",
              "authorizers": { "idp": { "type": "JWT", "jwtConfiguration": { "issuer": "https://id.example", "audience": ["a"] } } },
              "routes": { "POST /mcp": { "authorizer": "idp", "tools": {{tools}} } }
            }
            """;

        ApiDefinitionException refused = Assert.Throws<ApiDefinitionException>(() => ApiDefinitionReader.Read(Encoding.UTF8.GetBytes(json)));

        DefinitionProblem problem = Assert.Single(refused.Problems);
        Assert.Equal(("/routes/POST ~1mcp/tools", expected), (problem.Path, $"{problem.Message} {problem.Remedy}"));
    }

    /// <summary>Whoever makes the entries from a list that turned out to be empty must not have opened every tool.</summary>
    [Fact]
    public void Writes_NoTools_AsTheyAre()
    {
        ApiDefinition definition = new()
        {
            Name = "api",
            Authorizers = new Dictionary<string, AuthorizerDefinition>(),
            Routes = new Dictionary<string, RouteDefinition> { ["POST /mcp"] = s_route with { Tools = new Dictionary<string, ToolDefinition>() } },
        };

        Assert.Contains("\"tools\": {}", Encoding.UTF8.GetString(ApiDefinitionWriter.Write(definition)), StringComparison.Ordinal);
    }

    [Fact]
    public void Decides_OtherTools_ByTheirEntry()
    {
        RouteDefinition route = s_route with
        {
            Tools = new Dictionary<string, ToolDefinition>(s_route.Tools!) { ["*"] = new() { AllScopes = ["admin"] } },
        };
        using TestApi api = Start(route, "mcp:use", out string token);

        Assert.Null(api.Authorizer.Authorize(Call(token, "time")).Reason);
        Assert.Equal(RefusalReason.ScopeMissing, api.Authorizer.Authorize(Call(token, "anything")).Reason);
        Assert.Equal(RefusalReason.ScopeMissing, api.Authorizer.Authorize(Call(token, "*")).Reason);
    }

    [Fact]
    public async Task Refuses_WhatNobodyCouldRead()
    {
        using TestApi api = Start(s_route, "mcp:use", out string token);
        AuthorizationRequest request = TestApi.Request(token);

        Assert.Equal(RefusalReason.ToolAmbiguous, api.Authorizer.Authorize(request).Reason);
        Assert.Equal(RefusalReason.ToolAmbiguous, (await api.Authorizer.AuthorizeAsync(request)).Reason);
        Assert.Equal(RefusalReason.ToolAmbiguous, (await api.Authorizer.ExplainAsync(request)).Decision.Reason);
        Assert.Null(api.Authorizer.Authorize(request).Token);
        Assert.Equal(400, api.Authorizer.Authorize(request).StatusCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Asks_Once_AndNotBeforeAllElseHeld(bool isRemembered)
    {
        using TestApi api = Start(s_route, "mcp:use", out string token, isRemembered ? 1 << 20 : 0);
        int asked = 0;
        TaskCompletionSource body = new();
        AuthorizationRequest request = TestApi.Request(token) with
        {
            Tools = new ToolSource(this, async (_, route, cancellationToken) =>
            {
                asked++;
                Assert.Equal("GET /pets", route.Key.Text);
                await body.Task.WaitAsync(cancellationToken);
                return new RequestedTools(["time"]);
            }),
        };

        // It does not wait, so what is not known at once is refused.
        Assert.Equal(RefusalReason.ToolAmbiguous, api.Authorizer.Authorize(request).Reason);
        body.SetResult();
        asked = 0;
        for (int expected = 1; expected <= 3; expected++)
        {
            Assert.True((await api.Authorizer.AuthorizeAsync(request)).IsAllowed);
            Assert.Equal(expected, asked);
        }

        asked = 0;
        foreach (string bad in new[] { token[..^4] + "AAAA", "nonsense", TokenOf("other") })
        {
            Assert.False((await api.Authorizer.AuthorizeAsync(request with { Headers = TestApi.Request(bad).Headers })).IsAllowed);
        }

        Assert.False((await api.Authorizer.AuthorizeAsync(request with { Headers = default })).IsAllowed);
        Assert.Equal(0, asked);
    }

    /// <summary>A body may be sent slowly on purpose: the token is looked at when it is used.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1_000_000)]
    public async Task Rejects_ATokenThatExpires_WhileTheToolsAreRead(long remembered)
    {
        using TestApi api = Start(s_route, "mcp:use", out string token, remembered);
        TaskCompletionSource<RequestedTools> body = new();
        AuthorizationRequest request = TestApi.Request(token) with { Tools = new ToolSource(this, (_, _, _) => new(body.Task)) };
        Assert.True((await api.Authorizer.AuthorizeAsync(Call(token, "time"))).IsAllowed);

        ValueTask<AuthorizationDecision> deciding = api.Authorizer.AuthorizeAsync(request);
        api.Time.Advance(TimeSpan.FromDays(1));
        body.SetResult(new RequestedTools(["time"]));
        AuthorizationDecision decision = await deciding;

        Assert.Equal(RefusalReason.TokenExpired, decision.Reason);
        Assert.Null(decision.Token);
        Assert.Equal(api.Authorizer.Authorize(Call(token, "time")).Challenge, decision.Challenge);
    }

    /// <summary>What the route asks of the time is asked again too.</summary>
    [Fact]
    public async Task Rejects_AnAuthenticationThatGrowsTooOld_WhileTheToolsAreRead()
    {
        RouteDefinition route = s_route with { StepUp = new StepUpDefinition { MaxAge = TimeSpan.FromMinutes(5) } };
        using TestApi api = new(route: _ => route, readsTools: true);
        string token = TestApi.Token().With("scope", "mcp:use").With("auth_time", TestApi.Now - 200).Sign(TestKeys.For("RS256"));
        TaskCompletionSource<RequestedTools> body = new();
        AuthorizationRequest request = TestApi.Request(token) with { Tools = new ToolSource(this, (_, _, _) => new(body.Task)) };
        Assert.True((await api.Authorizer.AuthorizeAsync(Call(token, "time"))).IsAllowed);

        ValueTask<AuthorizationDecision> deciding = api.Authorizer.AuthorizeAsync(request);
        api.Time.Advance(TimeSpan.FromSeconds(200));
        body.SetResult(new RequestedTools(["time"]));

        Assert.Equal(RefusalReason.AuthenticationInsufficient, (await deciding).Reason);
    }

    /// <summary>A reader that fails has told nothing: who waits for it fails, who does not is refused.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Allows_Nothing_WhenTheReaderFails(bool failsAtOnce)
    {
        using TestApi api = Start(s_route, "mcp:use", out string token);
        AuthorizationRequest request = TestApi.Request(token) with
        {
            Tools = new ToolSource(this, (_, _, _) => failsAtOnce
                ? throw new InvalidOperationException()
                : ValueTask.FromException<RequestedTools>(new InvalidOperationException())),
        };

        ValueTask<AuthorizationDecision> deciding = api.Authorizer.AuthorizeAsync(request);

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await deciding);
        Assert.Equal(RefusalReason.ToolAmbiguous, api.Authorizer.Authorize(request).Reason);
        Assert.Equal(RefusalReason.ToolAmbiguous, api.Authorizer.Explain(request).Decision.Reason);
    }

    [Fact]
    public async Task Explains_TheTools()
    {
        using TestApi api = Start(s_route, "mcp:use", out string token);

        ExplanationStep refused = (await api.Authorizer.ExplainAsync(Call(token, "get_weather"))).RefusedStep!;
        ExplanationStep held = (await api.Authorizer.ExplainAsync(Call(token, "time"))).Steps[^1];

        Assert.Equal(
            (DecisionCheck.Tools, 9, "for 'get_weather' at least one of 'weather:admin', 'weather:read'", "a call of 'get_weather'; scope \"mcp:use\""),
            (refused.Check, refused.Stage, refused.Expected, refused.Found));
        Assert.Equal((DecisionCheck.Tools, CheckVerdict.Held, "for 'time' no more than for the route"), (held.Check, held.Verdict, held.Expected));
    }

    [Fact]
    public void Refuses_TheDefinition_OfAHostThatSeesNoBodies()
    {
        ApiDefinition definition = TestApi.Define(
            CompatibilityMode.Standard, new JwtConfiguration { Issuer = "https://a.example", Audience = ["a"] }, s_route);

        DefinitionProblem problem = Assert.Throws<ApiDefinitionException>(() => new ApiAuthorizer(definition)).Problems.Single();

        Assert.Equal(
            ("/routes/GET ~1pets/tools", "This host does not see the bodies of requests, so it cannot tell which tool one calls."),
            (problem.Path, problem.Message));
    }

    private static TestApi Start(RouteDefinition route, string scope, out string token, long remembered = 0)
    {
        token = TokenOf(scope);
        return new TestApi(route: _ => route, rememberedTokenBytes: remembered, readsTools: true);
    }

    private static string TokenOf(string scope) => TestApi.Token().With("scope", scope).Sign(TestKeys.For("ES256"));

    private static AuthorizationRequest Call(string token, string tools) => TestApi.Request(token) with
    {
        Tools = ToolSource.Of(new RequestedTools(tools.Split(',', StringSplitOptions.RemoveEmptyEntries))),
    };
}
