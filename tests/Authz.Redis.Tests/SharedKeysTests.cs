namespace Authz.Redis.Tests;

public sealed class SharedKeysTests
{
    [SkippableFact]
    public async Task Fetches_Once_ForTwoReplicas()
    {
        using RedisServer server = RedisServer.Start();
        using CountedIssuer issuer = new();
        using RedisReplica one = new(server.Url, keys: issuer);
        using RedisReplica other = new(server.Url, keys: issuer);
        await Task.WhenAll(one.Authorizer.WarmUpAsync(), other.Authorizer.WarmUpAsync());
        await one.WaitForAsync(null, RedisReplica.Mint("good"));
        await other.WaitForAsync(null, RedisReplica.Mint("good"));

        // A busy machine may keep the store from answering in time; then a replica fetches for itself, and it is counted.
        FleetStatus[] statuses = [one.Fleet.Status, other.Fleet.Status];
        Assert.InRange(issuer.Fetches, 1, 1 + (int)Math.Min(1, statuses.Sum(status => status.FailedCalls)));
        Assert.InRange(statuses.Sum(status => status.TakenKeyDocuments), 2 - issuer.Fetches, 1);
    }

    [SkippableFact]
    public async Task Starts_FromTheStore_WhileTheIssuerIsDown()
    {
        using RedisServer server = RedisServer.Start();
        using CountedIssuer issuer = new();
        await KeepInStoreAsync(server, issuer);
        issuer.IsDown = true;
        using RedisReplica late = new(server.Url, keys: issuer);
        await late.Authorizer.WarmUpAsync();

        // On a busy machine the store may answer only the next time.
        await late.WaitForAsync(null, RedisReplica.Mint("good"));
        Assert.True(late.Authorizer.Issuers.Single().IsUsable);
        Assert.Equal(1, late.Fleet.Status.TakenKeyDocuments);
    }

    [SkippableFact]
    public async Task Fetches_ForItself_WithoutTheStore()
    {
        using RedisServer server = RedisServer.Start();
        server.Kill();
        using CountedIssuer issuer = new();
        using RedisReplica replica = new(server.Url, keys: issuer);
        await replica.Authorizer.WarmUpAsync();

        Assert.True(replica.Authorizer.Issuers.Single().IsUsable);
        Assert.Equal(1, issuer.Fetches);
    }

    // On a busy machine the store may not answer a replica in time, which fetches then and tells nobody. The next one does.
    private static async Task KeepInStoreAsync(RedisServer server, CountedIssuer issuer)
    {
        for (int attempt = 0; attempt < 20; attempt++)
        {
            using RedisReplica replica = new(server.Url, keys: issuer);
            await replica.WaitForAsync(null, RedisReplica.Mint("good"));
            if (replica.Fleet.Status.TakenKeyDocuments > 0)
            {
                return;
            }
        }

        Assert.Fail("No replica found keys in the store.");
    }
}
