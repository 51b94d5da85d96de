using Authz.Keys;
using Microsoft.Extensions.Time.Testing;

namespace Authz.Tests.Keys;

public sealed class IssuerKeysRegistryTests
{
    private static readonly TestJwk s_key = TestJwk.Create("key");

    [Fact]
    public void Shares_Keys_AmongEntriesOfOneIssuerAndSource()
    {
        using IssuerKeysRegistry registry = new(new ApiAuthorizerOptions());
        JwtConfiguration entry = KeysUnderTest.Entry;

        IssuerKeys keys = registry.GetOrAdd(entry, CompatibilityMode.Standard);

        Assert.Same(keys, registry.GetOrAdd(entry with { Audience = ["other"], ClockSkew = TimeSpan.Zero }, CompatibilityMode.Standard));
        Assert.NotSame(keys, registry.GetOrAdd(entry with { JwksUri = "https://id.example.com/other" }, CompatibilityMode.Standard));
        Assert.NotSame(keys, registry.GetOrAdd(entry with { Issuer = "https://other.example.com/" }, CompatibilityMode.Standard));
    }

    [Fact]
    public async Task Keeps_Keys_WhenAReloadChangesOnlyTheirLimits_WhileTheIssuerIsDown()
    {
        FakeTimeProvider time = new();
        using ScriptedIssuer remote = new();
        using IssuerKeysRegistry registry = new(new ApiAuthorizerOptions { TimeProvider = time, KeyFetchHandler = remote });
        remote.Publish(s_key);
        await registry.GetOrAdd(KeysUnderTest.Entry, CompatibilityMode.Standard).WarmUpAsync(default);
        remote.GoDown();
        time.Advance(TimeSpan.FromMinutes(50));

        IssuerKeys reloaded = registry.GetOrAdd(
            KeysUnderTest.Entry with { MaximumKeyAge = TimeSpan.FromHours(1) }, CompatibilityMode.Standard);
        registry.Retain([reloaded]);

        Assert.Equal(KeyLookupStatus.Found, Find(reloaded));
        Assert.Same(reloaded, Assert.Single(registry.Issuers));
        time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(KeyLookupStatus.NoKeys, Find(reloaded));

        KeyLookupStatus Find(IssuerKeys keys) =>
            keys.Find(s_key.KeyIdBytes, Authz.Tokens.JwsAlgorithm.ES256, time.GetUtcNow().ToUnixTimeSeconds(), out _);
    }

    [Fact]
    public async Task Stops_Refreshing_KeysThatAReloadDropped()
    {
        FakeTimeProvider time = new();
        using ScriptedIssuer remote = new();
        using IssuerKeysRegistry registry = new(new ApiAuthorizerOptions { TimeProvider = time, KeyFetchHandler = remote });
        remote.Publish(s_key);
        IssuerKeys dropped = registry.GetOrAdd(KeysUnderTest.Entry, CompatibilityMode.Standard);
        await dropped.WarmUpAsync(default);

        registry.Retain([]);
        time.Advance(TimeSpan.FromHours(2));

        Assert.Equal(2, remote.Requests);
        Assert.Equal(
            KeyRefreshOutcome.Unavailable,
            dropped.RequestRefresh(new KeyRequest(KeyRefreshReason.UnknownKeyId, "x"u8, Authz.Tokens.JwsAlgorithm.ES256)));
    }
}
