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

        Assert.Equal(1, issuer.Fetches);
        Assert.Equal(1, one.Fleet.Status.TakenKeyDocuments + other.Fleet.Status.TakenKeyDocuments);
    }

    [SkippableFact]
    public async Task Starts_FromTheStore_WhileTheIssuerIsDown()
    {
        using RedisServer server = RedisServer.Start();
        using CountedIssuer issuer = new();
        using RedisReplica first = new(server.Url, keys: issuer);
        await first.WaitForAsync(null, RedisReplica.Mint("good"));
        issuer.IsDown = true;
        using RedisReplica late = new(server.Url, keys: issuer);
        await late.Authorizer.WarmUpAsync();

        Assert.True(late.Authorizer.Issuers.Single().IsUsable);
        await late.WaitForAsync(null, RedisReplica.Mint("good"));
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
}
