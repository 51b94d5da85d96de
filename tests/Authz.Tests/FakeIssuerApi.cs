using Authz.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Authz.Tests;

/// <summary>An API whose keys are fetched from issuers that the test moves.</summary>
internal sealed class FakeIssuerApi : IDisposable
{
    public const string Audience = TestApi.Audience;

    public FakeIssuerApi(
        Func<FakeIssuerApi, ApiDefinition>? define = null, CompatibilityMode mode = CompatibilityMode.Standard,
        long rememberedTokenBytes = 1 << 20)
    {
        First = new FakeIssuer("https://first.example", timeProvider: Time);
        Second = new FakeIssuer("https://second.example", timeProvider: Time);
        Definition = define?.Invoke(this) ?? Define(mode);
        Authorizer = new ApiAuthorizer(Definition, new ApiAuthorizerOptions
        {
            TimeProvider = Time,
            KeyFetchHandler = First.CreateHandler(Second),
            RememberedTokenBytes = rememberedTokenBytes,
        });
    }

    public FakeTimeProvider Time { get; } = new(DateTimeOffset.FromUnixTimeSeconds(TestApi.Now));

    public FakeIssuer First { get; }

    public FakeIssuer Second { get; }

    public ApiDefinition Definition { get; }

    public ApiAuthorizer Authorizer { get; }

    /// <summary>
    /// <c>/first</c> and <c>/second</c> each trust one issuer, <c>/both</c> trusts the two; <c>/open</c> trusts everybody.
    /// </summary>
    public ApiDefinition Define(CompatibilityMode mode = CompatibilityMode.Standard, RouteDefinition? first = null) => new()
    {
        Compatibility = mode,
        Authorizers = new Dictionary<string, AuthorizerDefinition>
        {
            ["first"] = new() { JwtConfiguration = [Trust(First)] },
            ["second"] = new() { JwtConfiguration = [Trust(Second)] },
            ["both"] = new() { JwtConfiguration = [Trust(First), Trust(Second)] },
        },
        Routes = new Dictionary<string, RouteDefinition>
        {
            ["GET /first"] = first ?? new() { Authorizer = "first" },
            ["GET /second"] = new() { Authorizer = "second" },
            ["GET /both"] = new() { Authorizer = "both" },
            ["GET /open"] = new() { IsOpen = true },
        },
    };

    public static JwtConfiguration Trust(FakeIssuer issuer, string audience = Audience) =>
        new() { Issuer = issuer.Issuer, Audience = [audience] };

    public async Task<AuthorizationDecision> DecideAsync(string path, string token) =>
        await Authorizer.AuthorizeAsync(new AuthorizationRequest("GET", path, HeaderSource.Authorization($"Bearer {token}")));

    public async Task<RefusalReason?> ReasonAsync(string path, string token) => (await DecideAsync(path, token)).Reason;

    public void Dispose() => Authorizer.Dispose();
}
