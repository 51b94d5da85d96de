using System.Buffers.Binary;
using Authz.Keys;
using Authz.Keys.Refreshing;
using Authz.Tokens;

namespace Authz.Tests.Keys.Refreshing;

/// <summary>A flood of tokens with invented key ids. Run alone, because the memory measured is that of the whole process.</summary>
[Collection(nameof(RunAlone))]
public sealed class UnknownKeyIdFloodTests
{
    private static readonly TestJwk s_first = TestJwk.Create("first");
    private static readonly TestJwk s_second = TestJwk.Create("second");
    private static readonly TestJwk s_unknown = TestJwk.Create("unknown");

    [Fact]
    public async Task Withstands_AFloodOfUnknownKeyIds()
    {
        const int PerSecond = 100_000;
        using KeysUnderTest test = await KeysUnderTest.WarmAsync(s_first);
        byte[] keyId = new byte[sizeof(int)];
        await test.ResolveAsync(s_unknown);
        int requestsBefore = test.Remote.Requests - 2;
        TimeSpan publishedAt = TimeSpan.FromSeconds(42);
        int? acceptedAt = null;
        bool isEveryOneUnknown = true;
        long memoryBefore = GC.GetTotalMemory(forceFullCollection: true);

        for (int second = 0; second < 60; second++)
        {
            if (second == publishedAt.TotalSeconds)
            {
                test.Remote.Publish(s_first, s_second);
            }

            long now = test.Now;
            for (int request = 0; request < PerSecond; request++)
            {
                BinaryPrimitives.WriteInt32BigEndian(keyId, (second * PerSecond + request) % 1_000_000);
                isEveryOneUnknown &= test.Keys.Find(keyId, JwsAlgorithm.ES256, now, out _) == KeyLookupStatus.UnknownKeyId;
                _ = test.Keys.RequestRefresh(KeyQueries.Request(KeyRefreshReason.UnknownKeyId, keyId, JwsAlgorithm.ES256));
            }

            Assert.Equal(KeyLookupStatus.Found, test.Find(s_first));
            await test.SettleAsync();
            acceptedAt ??= test.Find(s_second) == KeyLookupStatus.Found ? second : null;
            await test.PassAsync(TimeSpan.FromSeconds(1));
        }

        await test.ResolveAsync(s_second);
        Assert.Equal(KeyLookupStatus.Found, test.Find(s_second));
        Assert.True(isEveryOneUnknown);
        Assert.InRange(acceptedAt ?? 60, 42, 42 + 30);
        Assert.InRange(test.Remote.Requests - requestsBefore, 4, 6);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - memoryBefore, long.MinValue, 1 << 20);
    }
}
