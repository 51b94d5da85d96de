using System.Net;
using System.Text.Json.Nodes;
using Authz.Testing;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Authz.AspNetCore.Tests.Requirements;

public sealed class ConditionTests
{
    private const string Tenant = """{ "StringEquals": { "claims:tenant": "${request:path.tenant}" } }""";
    private const string Safe = """{ "StringEquals": { "request:querystring.mode": "safe" } }""";

    private readonly FakeIssuer _issuer = new();
    private RefusalReason? _refused;

    [Theory]
    [InlineData("the tenant of the path", "/tenants/acme/orders", "acme", true)]
    [InlineData("decoded once", "/tenants/a%63me/orders", "acme", true)]
    [InlineData("another tenant", "/tenants/other/orders", "acme", false)]
    [InlineData("another case", "/tenants/ACME/orders", "acme", false)]
    [InlineData("routing leaves an encoded slash", "/tenants/a%2Fb/orders", "a/b", false)]
    [InlineData("as the endpoint reads it", "/tenants/a%2Fb/orders", "a%2Fb", true)]
    [InlineData("decoded no further", "/tenants/a%2563me/orders", "acme", false)]
    [InlineData("terms", "/terms/acme", "acme", true)]
    [InlineData("other terms", "/terms/other", "acme", false)]
    [InlineData("a group's variable", "/group/acme/inner", "acme", true)]
    [InlineData("another group's variable", "/group/other/inner", "acme", false)]
    [InlineData("an attribute", "/attribute/acme", "acme", true)]
    [InlineData("an attribute, another tenant", "/attribute/other", "acme", false)]
    [InlineData("attributes, all met", "/attributes/acme?mode=safe", "acme", true)]
    [InlineData("attributes, one unmet", "/attributes/acme?mode=unsafe", "acme", false)]
    [InlineData("a policy", "/policy?mode=safe", "acme", true)]
    [InlineData("no policy's", "/policy?mode=unsafe", "acme", false)]
    [InlineData("a repeated parameter", "/policy?mode=safe&mode=safe", "acme", false)]
    [InlineData("an optional variable that is left out", "/optional", "acme", false)]
    [InlineData("below a base", "/base/tenants/acme/orders", "acme", true)]
    [InlineData("below a base, another tenant", "/base/tenants/other/orders", "acme", false)]
    [InlineData("below a base, the base's place", "/base/tenants/other/orders", "tenants", false)]
    public async Task Decides_ByTokenAndRequest(string description, string target, string tenant, bool isAllowed)
    {
        await using HostUnderTest host = await StartAsync();
        string token = _issuer.Token("api").With("tenant", tenant).Sign(_issuer.CurrentKey);
        using HttpResponseMessage response = await host.GetAsync(target, token);

        Assert.True((isAllowed ? HttpStatusCode.OK : HttpStatusCode.Forbidden) == response.StatusCode, $"{description}: {response.StatusCode}");
        Assert.Equal(isAllowed ? null : RefusalReason.ConditionUnmet, _refused);
        Assert.Empty(response.Headers.WwwAuthenticate);
    }

    [Theory]
    [InlineData("/tenants/acme/orders")]
    [InlineData("/step-up")]
    [InlineData("/attribute/acme")]
    [InlineData("/attribute-step-up")]
    public async Task Rejects_WithoutAToken_AsUnauthorized(string target)
    {
        await using HostUnderTest host = await StartAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, (await host.GetAsync(target)).StatusCode);
    }

    [Fact]
    public async Task Rejects_AMissingScope_BeforeTheCondition()
    {
        await using HostUnderTest host = await StartAsync();
        using HttpResponseMessage response = await host.GetAsync("/all", _issuer.Mint("api"));

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal(RefusalReason.ScopeMissing, _refused);
    }

    [Fact]
    public async Task Rejects_AConditionBeforeTheStepUp()
    {
        await using HostUnderTest host = await StartAsync();
        using HttpResponseMessage response = await host.GetAsync("/all", _issuer.Mint("api", "s"));

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal(RefusalReason.ConditionUnmet, _refused);
    }

    [Fact]
    public async Task Asks_ForAStepUp_WhenNothingElseIsLacking()
    {
        await using HostUnderTest host = await StartAsync();
        TestToken token = _issuer.Token("api", "s").With("tenant", "acme").With("acr", "pwd");
        using HttpResponseMessage refused = await host.GetAsync("/all", token.Sign(_issuer.CurrentKey));
        token.With("acr", "phr").With("auth_time", DateTimeOffset.UtcNow.ToUnixTimeSeconds());
        using HttpResponseMessage allowed = await host.GetAsync("/all", token.Sign(_issuer.CurrentKey));

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal(
            "Bearer error=\"insufficient_user_authentication\", error_description=\"a different authentication level or a more recent " +
            "authentication is required\", acr_values=\"phr phrh\", max_age=\"300\"",
            refused.Headers.WwwAuthenticate.ToString());
        Assert.Equal(HttpStatusCode.OK, allowed.StatusCode);
    }

    [Theory]
    [InlineData("too old", -301)]
    [InlineData("in the future", 120)]
    public async Task Rejects_AnAuthenticationOfAnotherTime(string description, int offset)
    {
        await using HostUnderTest host = await StartAsync();
        long time = DateTimeOffset.UtcNow.ToUnixTimeSeconds() + offset;
        string token = _issuer.Token("api").With("acr", "phr").With("auth_time", time).Sign(_issuer.CurrentKey);
        using HttpResponseMessage response = await host.GetAsync("/step-up", token);

        Assert.True(response.StatusCode == HttpStatusCode.Unauthorized, description);
        Assert.Equal(RefusalReason.AuthenticationInsufficient, _refused);
    }

    [Fact]
    public async Task Rejects_AStepUp_AsForbidden_WhereTheApplicationRefusesBesides()
    {
        await using HostUnderTest host = await StartAsync();
        using HttpResponseMessage response = await host.GetAsync("/never", _issuer.Mint("api"));

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task Rejects_AnApplicationWhoseEndpointLacksTheVariable()
    {
        InvalidOperationException refused = await Assert.ThrowsAsync<InvalidOperationException>(
            () => HostUnderTest.StartAsync(Configure, app => app.MapGet("/orders/{order}", () => "").RequireCondition(Tenant)));

        Assert.Contains("'tenant'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rejects_AnApplicationWhoseEndpointLacksTheVariable_OfAnAttribute() => await Assert.ThrowsAsync<InvalidOperationException>(
        () => HostUnderTest.StartAsync(Configure, app => app.MapGet("/orders/{order}", [RequireCondition(Tenant)] () => "")));

    [Fact]
    public async Task Asks_ForTheStepUpOfAnAttribute()
    {
        await using HostUnderTest host = await StartAsync();
        TestToken token = _issuer.Token("api").With("acr", "pwd").With("auth_time", DateTimeOffset.UtcNow.ToUnixTimeSeconds());
        using HttpResponseMessage refused = await host.GetAsync("/attribute-step-up", token.Sign(_issuer.CurrentKey));
        using HttpResponseMessage allowed = await host.GetAsync("/attribute-step-up", token.With("acr", "phr").Sign(_issuer.CurrentKey));

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (refused.StatusCode, allowed.StatusCode));
        Assert.Contains("acr_values=\"phr\", max_age=\"300\"", refused.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Rejects_AttributesThatAreNotUsable()
    {
        Assert.Throws<ApiDefinitionException>(() => new RequireConditionAttribute("{}"));
        Assert.Throws<ArgumentException>(() => new RequireConditionAttribute("""{ "StringEquals": { "context:stage": "prod" } }"""));
        Assert.Throws<ApiDefinitionException>(() => new RequireStepUpAttribute(0));
        Assert.Throws<ApiDefinitionException>(() => new RequireStepUpAttribute(-1));
    }

    [Theory]
    [InlineData("a stage", """{ "StringEquals": { "context:stage": "prod" } }""", typeof(ArgumentException))]
    [InlineData("a route key", """{ "StringEquals": { "context:routeKey": "GET /" } }""", typeof(ApiDefinitionException))]
    [InlineData("no operator", """{ "Equals": { "claims:a": "b" } }""", typeof(ApiDefinitionException))]
    [InlineData("no JSON", "StringEquals", typeof(ApiDefinitionException))]
    [InlineData("two texts", """{ "Bool": { "claims:a": true } } {}""", typeof(ApiDefinitionException))]
    [InlineData("an empty block", "{}", typeof(ApiDefinitionException))]
    [InlineData("no block", "[]", typeof(ApiDefinitionException))]
    public void Rejects_AConditionThatIsNotUsable(string description, string json, Type expected)
    {
        Exception? refused = Record.Exception(() => ConditionRequirement.Parse(json));

        Assert.True(refused?.GetType() == expected, $"{description}: {refused}");
    }

    [Fact]
    public void Rejects_AStepUpThatAsksForNothing() =>
        Assert.Throws<ApiDefinitionException>(() => new StepUpRequirement(new StepUpDefinition()));

    [Fact]
    public async Task Compares_HeaderAndNestedClaims()
    {
        await using HostUnderTest host = await StartAsync();
        string token = _issuer.Token("api")
            .With("realm_access", new JsonObject { ["roles"] = new JsonArray("viewer", "orders") }).Sign(_issuer.CurrentKey);

        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync("/nested", token, ("x-role", "orders"))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await host.GetAsync("/nested", token, ("x-role", "admin"))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await host.GetAsync("/nested", token)).StatusCode);
    }

    private Task<HostUnderTest> StartAsync() => HostUnderTest.StartAsync(Configure, Map);

    private void Configure(WebApplicationBuilder builder)
    {
        builder.Services.AddAuthentication().AddJwtAuthorizer(options =>
        {
            options.Authority = _issuer.Issuer;
            options.Audience = "api";
            options.BackchannelHttpHandler = _issuer.CreateHandler();
            options.Events.OnRefused = context =>
            {
                _refused = context.Reason;
                return Task.CompletedTask;
            };
        });
        builder.Services.AddAuthorizationBuilder().AddPolicy(
            "safe", policy => policy.RequireCondition(Safe));
    }

    private static void Map(WebApplication app)
    {
        app.UsePathBase("/base");
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapGet("/tenants/{tenant}/orders", () => "").RequireCondition(Tenant);
        app.MapGet("/terms/{tenant}", () => "")
            .RequireCondition(new ConditionTerm("StringEquals", "claims:tenant", "${request:path.tenant}"));
        app.MapGroup("/group/{tenant}").RequireCondition(Tenant).MapGet("/inner", () => "");
        app.MapGet("/attribute/{tenant}", [RequireCondition(Tenant)] () => "");
        app.MapGet("/attributes/{tenant}", [RequireCondition(Tenant)][RequireCondition(Safe)] () => "");
        app.MapGet("/attribute-step-up", [RequireStepUp(300, "phr")] () => "");
        app.MapGet("/policy", () => "").RequireAuthorization("safe");
        app.MapGet("/optional/{tenant?}", () => "").RequireCondition(Tenant);
        app.MapGet("/nested", () => "").RequireCondition(
            new ConditionTerm("ForAnyValue:StringEquals", "claims:/realm_access/roles", "${request:header.x-role}"));
        app.MapGet("/step-up", () => "").RequireStepUp(TimeSpan.FromMinutes(5), "phr");
        app.MapGet("/all", () => "").RequireScope("s")
            .RequireCondition(new ConditionTerm("StringEquals", "claims:tenant", "acme"))
            .RequireStepUp(TimeSpan.FromMinutes(5), "phr", "phrh");
        app.MapGet("/never", () => "").RequireStepUp(TimeSpan.FromMinutes(5))
            .RequireAuthorization(policy => policy.RequireAssertion(_ => false));
    }
}
