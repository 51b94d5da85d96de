using System.Diagnostics;
using Authz.Testing;

namespace Authz.Redis.Tests;

/// <summary>An engine that asks a real store for revocations.</summary>
internal sealed class RedisReplica : IDisposable
{
    public const string Secret = "a secret of the fleet, long enough for a test";

    private static readonly FakeIssuer s_issuer = new("https://issuer.example", ["ES256"]);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly RedisFleetStore _store;

    public RedisReplica(string url, string secret = Secret, int maximumStaleness = 30, HttpMessageHandler? keys = null)
    {
        _store = new RedisFleetStore(url);
        Fleet = new Fleet(_store, FleetSecret.Parse(secret));
        ApiDefinition definition = new ApiDefinitionBuilder()
            .AddAuthorizer("idp", new AuthorizerDefinition
            {
                JwtConfiguration = [new JwtConfiguration { Issuer = s_issuer.Issuer, Audience = ["api"] }],
                Revocation = new RevocationDefinition { MaximumStaleness = TimeSpan.FromSeconds(maximumStaleness) },
            })
            .AddRoute("GET /a", "idp")
            .Build();
        Authorizer = new ApiAuthorizer(definition, new ApiAuthorizerOptions { KeyFetchHandler = keys ?? CreateIssuer(), Fleet = Fleet });
    }

    public Fleet Fleet { get; }

    public ApiAuthorizer Authorizer { get; }

    public static HttpMessageHandler CreateIssuer() => s_issuer.CreateHandler();

    public static RevocationEntry Entry(string tokenId) => new()
    {
        Issuer = s_issuer.Issuer,
        Claim = RevocationClaim.TokenId,
        Value = tokenId,
        Until = TimeProvider.System.GetUtcNow() + TimeSpan.FromHours(1),
    };

    public static string Mint(string tokenId) => s_issuer.Token("api").With("jti", tokenId).Sign(s_issuer.CurrentKey);

    public async Task<RefusalReason?> JudgeAsync(string token) =>
        (await Authorizer.AuthorizeAsync(new AuthorizationRequest("GET", "/a", HeaderSource.Authorization("Bearer " + token)))).Reason;

    /// <summary>Waits until a token is judged so; the time that it took.</summary>
    public async Task<TimeSpan> WaitForAsync(RefusalReason? expected, string token)
    {
        long started = Stopwatch.GetTimestamp();
        RefusalReason? found;
        while ((found = await JudgeAsync(token)) != expected)
        {
            Assert.True(
                Stopwatch.GetElapsedTime(started) < s_patience,
                $"{found} instead of {expected}: {string.Join(' ', Authorizer.Revocations)} {Fleet.Status}");
            // Another process answers: there is no event of ours to wait on.
            await Task.Delay(5);
        }

        return Stopwatch.GetElapsedTime(started);
    }

    public void Dispose()
    {
        Authorizer.Dispose();
        Fleet.Dispose();
        _store.Dispose();
    }
}
