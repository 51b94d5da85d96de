using Authz.Keys;
using Authz.Keys.Refreshing;
using Authz.Keys.Snapshots;
using Authz.Tokens;
using Microsoft.Extensions.Time.Testing;

namespace Authz.Tests.Keys;

/// <summary>One issuer's keys with a clock and an issuer that the test moves.</summary>
internal sealed class KeysUnderTest : IDisposable
{
    private readonly IssuerKeysRegistry _registry;

    public KeysUnderTest(KeySnapshotStore? snapshot = null, JwtConfiguration? entry = null, FakeTimeProvider? time = null)
    {
        Time = time ?? new FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
        _registry = new IssuerKeysRegistry(
            new ApiAuthorizerOptions { TimeProvider = Time, KeyFetchHandler = Remote, KeySnapshot = snapshot });
        Keys = _registry.GetOrAdd(entry ?? Entry, CompatibilityProfile.Standard);
    }

    public static JwtConfiguration Entry { get; } = new() { Issuer = ScriptedIssuer.Issuer, Audience = ["api"] };

    public FakeTimeProvider Time { get; }

    public ScriptedIssuer Remote { get; } = new();

    public IssuerKeys Keys { get; }

    public long Now => Time.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>Keys that have fetched these.</summary>
    public static async Task<KeysUnderTest> WarmAsync(params IEnumerable<TestJwk> keys)
    {
        KeysUnderTest test = new();
        test.Remote.Publish(keys);
        await test.Keys.WarmUpAsync(default);
        Assert.True(test.Keys.IsUsable);
        return test;
    }

    public KeyLookupStatus Find(TestJwk key) => Find(key, out _);

    public KeyLookupStatus Find(TestJwk key, out VerificationKey? found) => Keys.Find(key.KeyIdBytes, JwsAlgorithm.ES256, Now, out found);

    public KeyRefreshOutcome AskFor(TestJwk key) =>
        Keys.RequestRefresh(KeyQueries.Request(KeyRefreshReason.UnknownKeyId, key.KeyIdBytes, JwsAlgorithm.ES256));

    /// <summary>What the engine does for a token of that key: looks, asks, waits and looks again.</summary>
    public async Task<KeyLookupStatus> ResolveAsync(TestJwk key, CancellationToken cancellationToken = default)
    {
        KeyLookupStatus status = Find(key);
        if (status is KeyLookupStatus.NoKeys or KeyLookupStatus.UnknownKeyId)
        {
            KeyRefreshReason reason = status == KeyLookupStatus.NoKeys ? KeyRefreshReason.FirstUse : KeyRefreshReason.UnknownKeyId;
            KeyWait wait = KeyQueries.Wait(reason, key.KeyIdBytes, JwsAlgorithm.ES256, null);
            if (Keys.RequestRefresh(wait.Request) == KeyRefreshOutcome.Pending)
            {
                await Keys.WaitAsync(wait, cancellationToken);
            }

            status = Find(key);
        }

        return status;
    }

    /// <summary>Lets time pass and any refresh that it brings come to its end.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        Time.Advance(time);
        await SettleAsync();
    }

    /// <summary>Waits for the refresh under way.</summary>
    public Task SettleAsync() => Keys.WarmUpAsync(default);

    public void Dispose()
    {
        _registry.Dispose();
        Remote.Dispose();
    }
}
