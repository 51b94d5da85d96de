using Authz.Keys;
using Authz.Keys.Refreshing;
using Authz.Keys.Snapshots;
using Authz.Keys.Sources;
using Microsoft.Extensions.Time.Testing;

namespace Authz.Tests.Keys.Snapshots;

public sealed class KeySnapshotTests
{
    private static readonly TestJwk s_key = TestJwk.Create("kept");
    private static readonly TestJwk s_next = TestJwk.Create("next");

    [Fact]
    public async Task Decides_WithoutNetwork_WhenStartedFromASnapshot_WhileTheIssuerIsDown()
    {
        MemorySnapshotStore store = await SavedAsync();
        using KeysUnderTest test = Restart(store, TimeSpan.FromHours(23));

        Assert.Equal(KeyLookupStatus.Found, test.Find(s_key));
        Assert.Equal(TimeSpan.FromHours(23), test.Keys.Age);
        Assert.Empty(test.Keys.GetStatus().Warnings);
        Assert.Equal(0, test.Remote.Requests);
    }

    [Fact]
    public async Task Refreshes_RestoredKeys_AtOnce_InTheBackground()
    {
        MemorySnapshotStore store = await SavedAsync();
        using KeysUnderTest test = Restart(store, TimeSpan.FromHours(1), isIssuerDown: false);
        test.Remote.Publish(s_next);
        Assert.InRange(test.Keys.GetStatus().NextRefresh!.Value - test.Time.GetUtcNow(), TimeSpan.Zero, TimeSpan.FromSeconds(1));

        await test.PassAsync(TimeSpan.FromSeconds(1));

        Assert.Equal(KeyLookupStatus.Found, test.Find(s_next));
        Assert.Equal(KeyLookupStatus.UnknownKeyId, test.Find(s_key));
    }

    [Fact]
    public async Task Rejects_RestoredKeys_BeyondTheMaximumAge()
    {
        MemorySnapshotStore store = await SavedAsync();
        using KeysUnderTest test = Restart(store, TimeSpan.FromHours(24));

        Assert.Equal(KeyLookupStatus.NoKeys, test.Find(s_key));
        using KeysUnderTest stillUsable = Restart(store, TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        Assert.Equal(KeyLookupStatus.Found, stillUsable.Find(s_key));
        stillUsable.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(KeyLookupStatus.NoKeys, stillUsable.Find(s_key));
    }

    [Fact]
    public void Warns_OfNothing_WithoutASnapshot()
    {
        using KeysUnderTest withoutStore = new();
        using KeysUnderTest withEmptyStore = new(new MemorySnapshotStore());

        Assert.Empty(withoutStore.Keys.GetStatus().Warnings);
        Assert.Empty(withEmptyStore.Keys.GetStatus().Warnings);
    }

    [Theory]
    [InlineData(KeySnapshotFormat.MaximumBytes, "not this issuer's")]
    [InlineData(KeySnapshotFormat.MaximumBytes + 1, "damaged")]
    public async Task Reads_AtMostTheLimit(int length, string cause)
    {
        MemorySnapshotStore store = await SavedAsync();
        (string name, byte[] bytes) = store.Content.Single();
        KeySnapshotContent sound = KeySnapshotFormat.Read(bytes)!;
        int left = length - (bytes.Length - sound.Documents.Discovery!.Length);
        store.Content[name] = KeySnapshotFormat.Write(sound with { Documents = sound.Documents with { Discovery = new byte[left] } });
        Assert.Equal(length, store.Content[name].Length);

        using KeysUnderTest test = Restart(store, TimeSpan.Zero);

        Assert.Contains(cause, Assert.Single(test.Keys.GetStatus().Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ignores_ASnapshot_FromTheFuture()
    {
        MemorySnapshotStore store = await SavedAsync();
        using KeysUnderTest test = Restart(store, TimeSpan.FromSeconds(-1));

        Assert.Equal(KeyLookupStatus.NoKeys, test.Find(s_key));
        Assert.Contains("future", Assert.Single(test.Keys.GetStatus().Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("another issuer", "https://other.example.com/", null)]
    [InlineData("another key source", ScriptedIssuer.Issuer, "https://id.example.com/other-keys")]
    public async Task Ignores_AForeignSnapshot(string description, string issuer, string? jwksUri)
    {
        byte[] foreign = (await SavedAsync()).Content.Values.Single();
        JwtConfiguration entry = KeysUnderTest.Entry with { Issuer = issuer, JwksUri = jwksUri };
        MemorySnapshotStore store = await SavedAsync(entry);
        store.Content[store.Content.Keys.Single()] = foreign;

        using KeysUnderTest test = Restart(store, TimeSpan.Zero, entry: entry);

        Assert.True(test.Find(s_key) == KeyLookupStatus.NoKeys, description);
        Assert.Contains("another issuer or key source", Assert.Single(test.Keys.GetStatus().Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ignores_EveryDamagedSnapshot()
    {
        MemorySnapshotStore store = await SavedAsync();
        (string name, byte[] sound) = store.Content.Single();
        Random random = new(3);
        for (int round = 0; round < 200; round++)
        {
            byte[] damaged = (byte[])sound.Clone();
            if (round % 2 == 0)
            {
                damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            }
            else
            {
                damaged = damaged[..random.Next(damaged.Length)];
            }

            store.Content[name] = damaged;
            using KeysUnderTest test = Restart(store, TimeSpan.Zero);

            Assert.Equal(KeyLookupStatus.NoKeys, test.Find(s_key));
            Assert.Contains("damaged", Assert.Single(test.Keys.GetStatus().Warnings), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("a key set without a usable key", """{"keys":[]}""", null, "no usable key")]
    [InlineData("a key set with two readings", """{"keys":[],"keys":[]}""", null, "one reading")]
    [InlineData(
        "a discovery document of another issuer", null, """{"issuer":"https://other/","jwks_uri":"https://a/"}""", "not this issuer's")]
    public async Task Reads_ASnapshot_AsStrictlyAsAFetch(string description, string? keySet, string? discovery, string cause)
    {
        MemorySnapshotStore store = await SavedAsync();
        (string name, byte[] bytes) = store.Content.Single();
        KeySnapshotContent sound = KeySnapshotFormat.Read(bytes)!;
        KeyDocuments documents = new(
            discovery is null ? sound.Documents.Discovery : System.Text.Encoding.UTF8.GetBytes(discovery),
            keySet is null ? sound.Documents.KeySet : System.Text.Encoding.UTF8.GetBytes(keySet));
        store.Content[name] = KeySnapshotFormat.Write(sound with { Documents = documents });

        using KeysUnderTest test = Restart(store, TimeSpan.Zero);

        Assert.True(test.Find(s_key) == KeyLookupStatus.NoKeys, description);
        Assert.Contains(cause, Assert.Single(test.Keys.GetStatus().Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serves_KeysThatCannotBeSaved_WithAWarning()
    {
        using KeysUnderTest test = new(new BrokenStore());
        test.Remote.Publish(s_key);
        await test.Keys.WarmUpAsync(default);

        Assert.Equal(KeyLookupStatus.Found, test.Find(s_key));
        Assert.Contains("disk full", Assert.Single(test.Keys.GetStatus().Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serves_FetchedKeys_WhenTheStoreCannotBeRead_WithAWarning()
    {
        using KeysUnderTest test = new(new UnreadableStore());
        Assert.Contains("disk gone", Assert.Single(test.Keys.GetStatus().Warnings), StringComparison.Ordinal);

        test.Remote.Publish(s_key);
        await test.Keys.WarmUpAsync(default);
        Assert.Equal(KeyLookupStatus.Found, test.Find(s_key));
    }

    [Fact]
    public async Task Serves_AndRefreshes_WhileTheStoreHangs()
    {
        using HangingStore store = new();
        using KeysUnderTest test = new(store);
        test.Remote.Publish(s_key);

        Task<KeyLookupStatus> first = test.ResolveAsync(s_key);
        await store.NextSaveAsync();

        Assert.NotNull(test.Keys.GetStatus().NextRefresh);
        Assert.Equal(KeyLookupStatus.Found, await first);
        await RotateAsync(test, s_next);
    }

    [Fact]
    public async Task Keeps_TheLatestKeys_OneSaveAtATime()
    {
        using HangingStore store = new();
        using KeysUnderTest test = new(store);
        TestJwk last = TestJwk.Create("last");
        await RotateAsync(test, s_key);
        string first = await store.NextSaveAsync();
        await RotateAsync(test, s_next);
        await RotateAsync(test, last);

        bool isAnotherUnderWay = store.TryGetSave(out _);
        store.Release();
        string second = await store.NextSaveAsync();

        Assert.False(isAnotherUnderWay);
        Assert.Contains(s_key.KeyId, first, StringComparison.Ordinal);
        Assert.Contains(last.KeyId, second, StringComparison.Ordinal);
        Assert.DoesNotContain(s_next.KeyId, second, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WaitsForTheStore_NoLongerThanForAFetch()
    {
        using HangingStore store = new();
        using KeysUnderTest test = new(store);
        test.Remote.Publish(s_key);

        Task warmUp = test.Keys.WarmUpAsync(default);
        await store.NextSaveAsync();
        Assert.False(warmUp.IsCompleted);
        while (!warmUp.IsCompleted)
        {
            test.Time.Advance(TimeSpan.FromSeconds(5));
            await Task.Yield();
        }

        Assert.True(warmUp.IsCompletedSuccessfully);
    }

    private static async Task RotateAsync(KeysUnderTest test, TestJwk key)
    {
        test.Remote.Publish(key);
        test.Time.Advance(RefreshSchedule.LongestInterval);
        Assert.Equal(KeyLookupStatus.Found, await test.ResolveAsync(key));
    }

    private static async Task<MemorySnapshotStore> SavedAsync(JwtConfiguration? entry = null)
    {
        MemorySnapshotStore store = new();
        using KeysUnderTest test = new(store, entry);
        test.Remote.Publish(s_key);
        test.Remote.Answer = (request, _) =>
            Task.FromResult(request.RequestUri!.AbsolutePath.EndsWith("configuration", StringComparison.Ordinal)
                ? test.Remote.Json(
                    $$"""{"issuer":"{{entry?.Issuer ?? ScriptedIssuer.Issuer}}","jwks_uri":"{{ScriptedIssuer.KeySetAddress}}"}""")
                : test.Remote.Json(TestJwk.SetOf(s_key.Json)));
        await test.Keys.WarmUpAsync(default);
        return store;
    }

    private static KeysUnderTest Restart(
        MemorySnapshotStore store, TimeSpan later, bool isIssuerDown = true, JwtConfiguration? entry = null)
    {
        FakeTimeProvider time = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero) + later);
        KeysUnderTest test = new(store, entry, time);
        if (isIssuerDown)
        {
            test.Remote.GoDown();
        }

        return test;
    }

    private sealed class BrokenStore : KeySnapshotStore
    {
        public override Stream? OpenRead(string name) => null;

        public override void Save(string name, Stream content) => throw new IOException("disk full");
    }

    private sealed class UnreadableStore : KeySnapshotStore
    {
        public override Stream? OpenRead(string name) => throw new IOException("disk gone");

        public override void Save(string name, Stream content)
        {
        }
    }
}
