using System.Diagnostics;
using Authz.Tests;
using Garnet;
using StackExchange.Redis;

namespace Authz.Redis.Tests;

public sealed class RedisFleetStoreTests
{
    [SkippableFact]
    public async Task Reaches_EveryReplica_WithinASecond()
    {
        using RedisServer server = RedisServer.Start();
        await ReachAsync(server.Url, server.Url);
    }

    /// <summary>The primary is killed while revocations are written: none is lost, and the fleet goes on.</summary>
    [SkippableFact]
    public async Task Loses_NoRevocation_OverAFailover()
    {
        using RedisServer first = RedisServer.Start();
        using RedisServer second = RedisServer.Start("--replicaof", "127.0.0.1", first.Port.ToString(System.Globalization.CultureInfo.InvariantCulture));
        using RedisServer sentinel = RedisServer.StartSentinel(first);
        string url = $"redis://{sentinel.Host}?sentinel=fleet";
        using RedisReplica writer = new(url);
        using RedisReplica reader = new(url);
        string good = RedisReplica.Mint("good");
        await writer.WaitForAsync(null, good);
        await reader.WaitForAsync(null, good);

        List<string> revoked = [];
        for (int number = 0; number < 60; number++)
        {
            if (number == 20)
            {
                first.Kill();
            }

            string tokenId = $"token-{number}";
            try
            {
                await writer.Fleet.RevokeAsync(RedisReplica.Entry(tokenId));
                revoked.Add(tokenId);
            }
            catch (Exception exception) when (exception is RedisException or TimeoutException)
            {
                // Not revoked, as it says: tried again by its caller.
                // The servers elect a new primary by their own clocks.
                await Task.Delay(100);
                number -= number < 59 ? 1 : 0;
            }
        }

        foreach (string tokenId in revoked)
        {
            await reader.WaitForAsync(RefusalReason.TokenRevoked, RedisReplica.Mint(tokenId));
        }

        // A replica that starts now has them from the other server alone.
        using RedisReplica late = new(url);
        await late.WaitForAsync(null, good);
        foreach (string tokenId in revoked)
        {
            Assert.Equal(RefusalReason.TokenRevoked, await late.JudgeAsync(RedisReplica.Mint(tokenId)));
        }

        Assert.True(revoked.Count >= 50);
    }

    [SkippableFact]
    public async Task Refuses_WhileTheStoreIsGone_AndGivesBackWhatItLost()
    {
        using RedisServer server = RedisServer.Start();
        using RedisReplica replica = new(server.Url, maximumStaleness: 5);
        string good = RedisReplica.Mint("good");
        string bad = RedisReplica.Mint("bad");
        await replica.WaitForAsync(null, good);
        await replica.Fleet.RevokeAsync(RedisReplica.Entry("bad"));
        await replica.WaitForAsync(RefusalReason.TokenRevoked, bad);

        server.Kill();
        await replica.WaitForAsync(RefusalReason.RevocationUnavailable, good);
        Assert.Equal(RefusalReason.TokenRevoked, await replica.JudgeAsync(bad));

        // It comes back empty.
        server.Start();
        await replica.WaitForAsync(null, good);
        Assert.Equal(RefusalReason.TokenRevoked, await replica.JudgeAsync(bad));
        using RedisReplica late = new(server.Url, maximumStaleness: 5);
        await late.WaitForAsync(null, good);
        Assert.Equal(RefusalReason.TokenRevoked, await late.JudgeAsync(bad));
    }

    [SkippableFact]
    public async Task Ignores_WhatAWriterWithoutTheSecretSends()
    {
        using RedisServer server = RedisServer.Start();
        using RedisReplica replica = new(server.Url);
        string good = RedisReplica.Mint("good");
        await replica.WaitForAsync(null, good);
        await replica.Fleet.RevokeAsync(RedisReplica.Entry("bad"));
        using ConnectionMultiplexer writer = await ConnectionMultiplexer.ConnectAsync(server.Host);
        IDatabase database = writer.GetDatabase();
        Random random = new(5);
        byte[] noise = new byte[200];
        for (int round = 0; round < 5_000; round++)
        {
            random.NextBytes(noise);
            await database.PublishAsync(RedisChannel.Literal("{authz}:fleet"), noise[..random.Next(noise.Length)], CommandFlags.FireAndForget);
            await database.SortedSetAddAsync("{authz}:log", noise[..random.Next(noise.Length)], random.NextDouble() * 1e13, flags: CommandFlags.FireAndForget);
        }

        await database.KeyDeleteAsync("{authz}:log");
        Assert.Equal(RefusalReason.TokenRevoked, await replica.JudgeAsync(RedisReplica.Mint("bad")));
        await replica.WaitForAsync(null, good);
        using RedisReplica late = new(server.Url);
        await late.WaitForAsync(null, good);
        Assert.Equal(RefusalReason.TokenRevoked, await late.JudgeAsync(RedisReplica.Mint("bad")));
        Assert.True(replica.Fleet.Status.IgnoredMessages > 1_000);
    }

    [SkippableFact]
    public async Task Works_OnACluster()
    {
        string client = Requirement.Program("redis-cli");
        using RedisServer first = RedisServer.Start("--cluster-enabled", "yes", "--cluster-node-timeout", "2000");
        using RedisServer second = RedisServer.Start("--cluster-enabled", "yes", "--cluster-node-timeout", "2000");
        using RedisServer third = RedisServer.Start("--cluster-enabled", "yes", "--cluster-node-timeout", "2000");
        using Process creation = Process.Start(new ProcessStartInfo(
            client, ["--cluster", "create", first.Host, second.Host, third.Host, "--cluster-yes"])
        { RedirectStandardOutput = true })!;
        string output = await creation.StandardOutput.ReadToEndAsync();
        Assert.True(output.Contains("All 16384 slots covered", StringComparison.Ordinal), output);
        await ReachAsync($"redis://{first.Host},{second.Host},{third.Host}", $"redis://{third.Host}");
    }

    [Fact]
    public async Task Works_OnGarnet()
    {
        using System.Net.Sockets.TcpListener listener = new(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        int port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        using GarnetServer server = new(["--port", $"{port}", "--bind", "127.0.0.1", "--memory", "64m", "--index", "8m"]);
        server.Start();
        await ReachAsync($"redis://127.0.0.1:{port}", $"redis://127.0.0.1:{port}");
    }

    private static async Task ReachAsync(string url, string otherUrl)
    {
        using RedisReplica one = new(url);
        using RedisReplica other = new(otherUrl);
        string good = RedisReplica.Mint("good");
        await one.WaitForAsync(null, good);
        await other.WaitForAsync(null, good);
        List<TimeSpan> times = [];
        for (int number = 0; number < 20; number++)
        {
            string token = RedisReplica.Mint($"token-{number}");
            Assert.Null(await other.JudgeAsync(token));
            await one.Fleet.RevokeAsync(RedisReplica.Entry($"token-{number}"));
            times.Add(await other.WaitForAsync(RefusalReason.TokenRevoked, token));
            Assert.Equal(RefusalReason.TokenRevoked, await one.JudgeAsync(token));
        }

        Assert.Null(await other.JudgeAsync(good));
        times.Sort();
        Assert.True(times[10] < TimeSpan.FromSeconds(1), $"{times[10]}");
    }
}
