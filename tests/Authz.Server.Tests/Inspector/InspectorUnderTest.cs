using Authz.Server.Checks;
using Authz.Server.Inspector;
using Authz.Testing;

namespace Authz.Server.Tests.Inspector;

/// <summary>An inspector of an API whose every text is hostile, with an issuer that exists in this process.</summary>
internal sealed class InspectorUnderTest : IAsyncDisposable
{
    public const string Markup = "<img src=x onerror=\"window.pwned=1\"><script>window.pwned=1</script>";

    private readonly InspectorHost _host;
    private readonly ApiAuthorizer _authorizer;

    private InspectorUnderTest(InspectorHost host, ApiAuthorizer authorizer, FakeIssuer issuer, DecisionCounts decisions) =>
        (_host, _authorizer, Issuer, Decisions) = (host, authorizer, issuer, decisions);

    public FakeIssuer Issuer { get; }

    public DecisionCounts Decisions { get; }

    public ApiAuthorizer Authorizer => _authorizer;

    public Uri Address => new(_host.Address);

    public static async Task<InspectorUnderTest> StartAsync(bool isHostile = true)
    {
        FakeIssuer issuer = new("https://id.example.com/");
        issuer.Rotate("ES256", isHostile ? $"{Markup}\u202E\n" : "2026-11");
        ApiDefinition definition = Define(issuer.Issuer, isHostile);
        ApiAuthorizer authorizer = new(definition, new ApiAuthorizerOptions { KeyFetchHandler = issuer.CreateHandler() });
        await authorizer.WarmUpAsync();
        DecisionCounts decisions = new();
        InspectedApi api = new(authorizer, new Uri("http://127.0.0.1:5001"), Findings(isHostile), decisions);
        InspectorHost host = await InspectorHost.StartAsync(
            api, new Uri("http://127.0.0.1:0"), TimeProvider.System, CancellationToken.None);
        return new InspectorUnderTest(host, authorizer, issuer, decisions);
    }

    /// <summary>Has the engine decide a request, as the gateway would, and counts it.</summary>
    public async Task DecideAsync(string method, string target, string? token = null)
    {
        AuthorizationDecision decision = await _authorizer.AuthorizeAsync(
            new AuthorizationRequest(method, target, HeaderSource.Authorization(token is null ? null : $"Bearer {token}")));
        Decisions.Add(decision.RouteKey, decision.Reason);
        Decisions.Recent.Add(DateTimeOffset.UtcNow, method, target, decision.RouteKey, decision.Reason);
    }

    /// <summary>Puts a shadow beside the API that asks for more.</summary>
    public async Task ShadowAsync()
    {
        ApiDefinition definition = _authorizer.Definition;
        _authorizer.ReloadShadow(definition with
        {
            Routes = definition.Routes.ToDictionary(
                route => route.Key, route => route.Value.IsOpen ? route.Value : route.Value with { AllScopes = ["audit"] }),
        });
        while (!_authorizer.Shadow!.Issuers.All(issuer => issuer.IsUsable))
        {
            await Task.Yield();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _authorizer.Dispose();
    }

    private static ApiDefinition Define(string issuer, bool isHostile) => new ApiDefinitionBuilder()
        .AddJwtAuthorizer("idp", issuer, "pets-api")
        .AddRoute("GET /pets", "idp", "pets:read", isHostile ? "a<script>" : "pets:admin")
        .AddRoute("GET /pets/{id}", "idp", "pets:read")
        .AddRoute("POST /pets", new RouteDefinition { Authorizer = "idp", AllScopes = ["pets:write", "pets:admin"] })
        .AddRoute("ANY /admin/{path+}", "idp", "admin")
        .AddOpenRoute("GET /health")
        .Build() with
    { Name = isHostile ? $"{Markup}\u202E\u0000" : "pets" };

    private static Finding[] Findings(bool isHostile) =>
    [
        new(
            "route_open",
            FindingSeverity.Note,
            "/routes/GET ~1health",
            1,
            1,
            isHostile ? Markup : "Anyone may send 'GET /health'.",
            "Give it an authorizer where that is not meant."),
        new(
            "cors_missing",
            FindingSeverity.Warning,
            "",
            1,
            1,
            "No page of another origin can use the API.",
            "Say so on purpose, or add cors."),
    ];
}
