using System.Text.Json.Nodes;
using Authz.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Authz.Tests;

/// <summary>
/// An API with one guarded route, its keys inline, its clock standing still: what a token is refused for is the only question.
/// </summary>
internal sealed class TestApi : IDisposable
{
    public const string Issuer = "https://issuer.example";
    public const string Audience = "pets-api";
    public const long Now = 1_800_000_000;

    public TestApi(
        JsonNode? keySet = null,
        CompatibilityMode mode = CompatibilityMode.Standard,
        Func<JwtConfiguration, JwtConfiguration>? configure = null,
        Func<RouteDefinition, RouteDefinition>? route = null,
        long rememberedTokenBytes = 0,
        Func<AuthorizerDefinition, AuthorizerDefinition>? authorizer = null,
        long now = Now,
        bool readsTools = false,
        Fleet? fleet = null,
        FakeTimeProvider? time = null)
    {
        Time = time ?? new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(now));
        JwtConfiguration configuration = new()
        {
            Issuer = Issuer,
            Audience = [Audience],
            Jwks = (keySet ?? TestKeys.SetOf(TestKeys.All)).ToJsonString(),
        };
        RouteDefinition guarded = new() { Authorizer = "idp" };
        ApiDefinition definition =
            Define(mode, configure?.Invoke(configuration) ?? configuration, route?.Invoke(guarded) ?? guarded);
        AuthorizerDefinition idp = definition.Authorizers["idp"];
        Authorizer = new ApiAuthorizer(
            definition with
            {
                Authorizers = new Dictionary<string, AuthorizerDefinition> { ["idp"] = authorizer?.Invoke(idp) ?? idp },
            },
            new ApiAuthorizerOptions
            {
                TimeProvider = Time,
                RememberedTokenBytes = rememberedTokenBytes,
                ReadsTools = readsTools,
                Fleet = fleet,
            });
    }

    public FakeTimeProvider Time { get; }

    public ApiAuthorizer Authorizer { get; }

    /// <summary>A token that is valid for an hour, unsigned as yet.</summary>
    public static TestToken Token() => new TestToken()
        .With("iss", Issuer).With("sub", "test-subject").With("aud", Audience).With("iat", Now).With("nbf", Now).With("exp", Now + 3600);

    /// <summary>An API with one guarded route, <c>GET /pets</c>.</summary>
    public static ApiDefinition Define(CompatibilityMode mode, JwtConfiguration configuration, RouteDefinition route) => new()
    {
        Compatibility = mode,
        Authorizers = new Dictionary<string, AuthorizerDefinition> { ["idp"] = new() { JwtConfiguration = [configuration] } },
        Routes = new Dictionary<string, RouteDefinition> { ["GET /pets"] = route },
    };

    public async Task<AuthorizationDecision> DecideAsync(string token) => await Authorizer.AuthorizeAsync(Request(token));

    /// <summary>Why the token is refused; null where it is accepted.</summary>
    public async Task<RefusalReason?> ReasonAsync(string token) => (await DecideAsync(token)).Reason;

    public static AuthorizationRequest Request(string token) => new("GET", "/pets", HeaderSource.Authorization($"Bearer {token}"));

    public void Dispose() => Authorizer.Dispose();
}
