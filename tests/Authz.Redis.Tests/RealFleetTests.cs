using System.Diagnostics;
using System.Globalization;
using Authz.Testing;
using StackExchange.Redis;

namespace Authz.Redis.Tests;

/// <summary>
/// Replicas in processes of their own, around servers that are killed and filled with rubbish. <c>tests/fleet-real.sh</c> runs it with
/// a hundred processes.
/// </summary>
public sealed class RealFleetTests
{
    private const int MaximumBytes = 600 * 1024 * 1024;
    private const int RoundsBetweenOutages = 5;

    // What is done for the first time is compiled.
    private const int WarmUps = 3;

    private static readonly TimeSpan s_staleness = TimeSpan.FromSeconds(RealFleet.MaximumStaleness);

    [SkippableFact]
    public async Task Refuses_EverywhereWithinASecond()
    {
        using RedisServer server = RedisServer.Start();
        using RealFleet fleet = new(server.Url);
        await fleet.StartAsync(RealFleet.Setting("PROCESSES", 3));
        List<double> times = [];
        int count = RealFleet.Setting("REVOCATIONS", 5);
        for (int number = -WarmUps; number < count; number++)
        {
            Task<string[]> refusing = fleet.AskAllAsync($"await {fleet.Mint($"token-{number}")} TokenRevoked");

            // The one clock that this process and the replicas share.
            long began = DateTime.UtcNow.Ticks;
            await fleet.Revoker.RevokeAsync(RedisReplica.Entry($"token-{number}"));
            double[] round = [.. (await refusing).Select(seen => TimeSpan.FromTicks(long.Parse(seen, CultureInfo.InvariantCulture) - began).TotalMilliseconds)];
            times.AddRange(number < 0 ? [] : round);
        }

        times.Sort();
        double slowest = times[(int)Math.Ceiling(times.Count * 0.999) - 1];
        RealFleet.Report(string.Create(
            CultureInfo.InvariantCulture,
            $"revocation: {fleet.Replicas.Count} processes, {times.Count} samples, median {times[times.Count / 2]:F0} ms, 99.9th percentile {slowest:F0} ms, longest {times[^1]:F0} ms"));
        Assert.True(slowest <= 1_000, $"{slowest} ms");
    }

    /// <summary>The primary is killed again and again while tokens are revoked and judged, every fifth time with its replica.</summary>
    [SkippableFact]
    public async Task Loses_NoRevocation_AndAllowsNothingStale_OverFailovers()
    {
        using RedisServer first = RedisServer.Start();
        using RedisServer second = RedisServer.Start("--replicaof", "127.0.0.1", first.Port.ToString(CultureInfo.InvariantCulture));
        using RedisServer sentinel = RedisServer.StartSentinel(first);
        using FailoverRun run = new(first, second, sentinel);
        using RealFleet fleet = new($"redis://{sentinel.Host}?sentinel=fleet");
        await run.WaitForReplicaAsync();
        await fleet.StartAsync(RealFleet.Setting("PROCESSES", 3));
        await fleet.AskAllAsync($"load {fleet.Good}");
        using CancellationTokenSource end = new();
        List<string> revoked = [];
        Task<int> revoking = RevokeAsync(fleet, revoked, end.Token);

        int rounds = RealFleet.Setting("FAILOVERS", 1);
        long stale = 0;
        int outages = 0;
        for (int round = 1; round <= rounds; round++)
        {
            if (round % RoundsBetweenOutages == 0)
            {
                outages++;
                stale += await CountStaleAsync(run, fleet);
            }
            else
            {
                await run.FailOverAsync();
            }

            await run.WaitForReplicaAsync();
            await fleet.AskAllAsync($"await {fleet.Good} Allowed");
        }

        await end.CancelAsync();
        int untold = await revoking;
        await fleet.StartAsync(1);
        long lost = await fleet.CountLostAsync(revoked);
        RealFleet.Report(
            $"failovers: {rounds}, of which {outages} lost both servers; {revoked.Count} revocations, {untold} more of which nobody was told, {fleet.Replicas.Count} processes; {lost} lost, {stale} allowed when stale");
        Assert.Equal((0, 0), (lost, stale));
        Assert.All(fleet.Replicas, replica => Assert.True(replica.IsRunning));
    }

    [SkippableFact]
    public async Task Allows_NothingThatAMaliciousWriterSends()
    {
        using RedisServer server = RedisServer.Start();
        using RealFleet fleet = new(server.Url);
        await fleet.StartAsync(RealFleet.Setting("ATTACKED", 2));
        string[] revoked = [.. Enumerable.Range(0, 20).Select(number => $"token-{number}")];
        foreach (string tokenId in revoked)
        {
            await fleet.Revoker.RevokeAsync(RedisReplica.Entry(tokenId));
        }

        await fleet.AskAllAsync($"await {fleet.Mint(revoked[^1])} TokenRevoked");
        long before = fleet.Replicas.Max(replica => replica.Bytes);
        await fleet.AskAllAsync($"load {fleet.Mint(revoked[0])}");
        int entries = RealFleet.Setting("ENTRIES", 20_000);
        using MaliciousWriter writer = new(server.Host, RealFleet.Setting("SEED", 1));
        long peak = await writer.WriteAsync(entries, () => fleet.Replicas.Max(replica => replica.Bytes));
        long lost = await fleet.CountLostAsync(revoked);

        // One that starts into this may be kept from judging, and allows nothing meanwhile.
        await fleet.StartOne().AskAsync($"load {fleet.Mint(revoked[0])}");
        await Task.Delay(s_staleness * 3);
        string[] judged = await fleet.AskAllAsync($"judge {fleet.Good}");
        long allowed = await fleet.SumAsync($"allowed 0 {long.MaxValue}");
        peak = Math.Max(peak, fleet.Replicas.Max(replica => replica.Bytes));
        RealFleet.Report(
            $"malicious writer: {entries} entries and {entries / 10} messages at {fleet.Replicas.Count} processes; {lost + allowed} allowed; " +
            $"largest process {before} bytes before, {peak} bytes at most; a good token is {string.Join(", ", judged)}");
        Assert.Equal((0, 0), (lost, allowed));
        Assert.All(fleet.Replicas, replica => Assert.True(replica.IsRunning));
        Assert.InRange(peak, 0, MaximumBytes);
    }

    [SkippableFact]
    public async Task Refuses_EachProof_AtAnotherProcess()
    {
        using RedisServer server = RedisServer.Start();
        using RealFleet fleet = new(server.Url);
        await fleet.StartAsync(2);
        int count = RealFleet.Setting("PROOFS", 200);
        int passed = 0;
        int first = 0;
        SigningKey key = SigningKey.Create("ES256");
        for (int number = -WarmUps; number < count; number++)
        {
            // At most a thousand proofs of one key are in force.
            key = number > 0 && number % 500 == 0 ? SigningKey.Create("ES256") : key;
            string token = fleet.Issuer.Token("api")
                .With("cnf", new System.Text.Json.Nodes.JsonObject { ["jkt"] = key.Thumbprint }).Sign(fleet.Issuer.CurrentKey);
            string question = $"prove {token} {key.CreateProof("GET", "https://api.example.com/a", token).Sign(key)}";
            bool isAllowed = await fleet.Replicas[number & 1].AskAsync(question) == "Allowed";
            bool isReplayed = await fleet.Replicas[~number & 1].AskAsync(question) == nameof(RefusalReason.ProofReplayed);
            first += number >= 0 && isAllowed ? 1 : 0;
            passed += number >= 0 && !isReplayed ? 1 : 0;
        }

        long uncheckedProofs = await fleet.SumAsync("unchecked");
        RealFleet.Report($"proofs: {count} used at one process, {first} allowed there; {passed} passed at the other; {uncheckedProofs} that the store did not answer for in 25 ms");

        // A busy machine may keep the store from answering in time; then it is counted.
        Assert.Equal(count, first);
        Assert.InRange(passed, 0, uncheckedProofs);
    }

    // With no server left, nothing is allowed once the list is too old; requests that were allowed before are not counted.
    private static async Task<long> CountStaleAsync(FailoverRun run, RealFleet fleet)
    {
        long killed = run.KillBoth();

        // The replicas grow stale by the real clock, and go on being asked meanwhile.
        await Task.Delay(s_staleness + TimeSpan.FromSeconds(3));
        long restarted = DateTime.UtcNow.Ticks;
        long stale = await fleet.SumAsync($"allowed {killed + s_staleness.Ticks} {restarted}");
        run.StartBoth();
        return stale;
    }

    private static async Task<int> RevokeAsync(RealFleet fleet, List<string> revoked, CancellationToken cancellationToken)
    {
        int untold = 0;
        for (int number = 0; !cancellationToken.IsCancellationRequested; number++)
        {
            try
            {
                long told = await fleet.Revoker.RevokeAsync(RedisReplica.Entry($"token-{number}"), CancellationToken.None);
                if (told > 0)
                {
                    revoked.Add($"token-{number}");
                }
                else
                {
                    // Only the store has it, which may lose it: as it says.
                    untold++;
                }
            }
            catch (Exception exception) when (exception is RedisException or TimeoutException)
            {
                // Not revoked, as it says.
            }

            // A rate, so that every failover finds a few under way.
            await Task.Delay(200, CancellationToken.None);
        }

        return untold;
    }
}
