using Authz.Revoking;
using Authz.Sharing;

namespace Authz.Tests.Sharing;

public sealed class FleetRevocationsTests
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_stale = SimulatedReplica.Definition.MaximumStaleness + (2 * s_second);

    [Fact]
    public async Task Reaches_EveryReplica_WithinASecond()
    {
        using SimulatedFleet fleet = SimulatedFleet.Founded(50);
        Task<long> told = SimulatedFleet.RevokeAsync(fleet.Replicas[7], "a");
        fleet.Pass(s_second);

        Assert.Equal(50, await told);
        Assert.All(fleet.Judge("a"), reason => Assert.Equal(RefusalReason.TokenRevoked, reason));
        Assert.All(fleet.Judge("b"), reason => Assert.Null(reason));
    }

    [Fact]
    public void Reaches_ReplicasThatLoseEveryMessage_WithinTwoSeconds()
    {
        using SimulatedFleet fleet = SimulatedFleet.Founded(20);
        fleet.Server.Loss = 1;
        _ = SimulatedFleet.RevokeAsync(fleet.Replicas[0], "a");
        fleet.Pass(s_second + TimeSpan.FromMilliseconds(200));

        Assert.All(fleet.Judge("a"), reason => Assert.Equal(RefusalReason.TokenRevoked, reason));
    }

    /// <summary>Silence is not absence: nothing passes before the fleet has spoken.</summary>
    [Fact]
    public void Refuses_UntilTheFleetHasSpoken()
    {
        using SimulatedFleet fleet = new(1);
        Assert.Equal(RefusalReason.RevocationUnavailable, fleet.Replicas[0].Judge("a"));
        fleet.Pass(7 * s_second);
        Assert.Equal(RefusalReason.RevocationUnavailable, fleet.Replicas[0].Judge("a"));
        fleet.Pass(3 * s_second);
        Assert.Null(fleet.Replicas[0].Judge("a"));

        // A second one asks, and is answered at once.
        SimulatedReplica second = fleet.Start();
        Assert.Equal(RefusalReason.RevocationUnavailable, second.Judge("a"));
        fleet.Pass(3 * s_second);
        Assert.Null(second.Judge("a"));
    }

    [Fact]
    public void Knows_WhatWasRevokedBefore_AtANewReplica()
    {
        using SimulatedFleet fleet = SimulatedFleet.Founded(3);
        _ = SimulatedFleet.RevokeAsync(fleet.Replicas[0], "a");
        fleet.Pass(20 * s_second);
        SimulatedReplica late = fleet.Start();
        fleet.Pass(TimeSpan.Zero + s_second, () => Assert.NotNull(late.Judge("a")));
        fleet.Pass(3 * s_second);

        Assert.Equal(RefusalReason.TokenRevoked, late.Judge("a"));
        Assert.Null(late.Judge("b"));
    }

    [Fact]
    public void Refuses_OnceTheStoreIsGoneForTooLong_AndRecovers()
    {
        using SimulatedFleet fleet = SimulatedFleet.Founded(5);
        fleet.Server.IsDown = true;
        fleet.Pass(15 * s_second);
        Assert.All(fleet.Judge("b"), reason => Assert.Null(reason));
        fleet.Pass(s_stale - (15 * s_second));
        Assert.All(fleet.Judge("b"), reason => Assert.Equal(RefusalReason.RevocationUnavailable, reason));

        fleet.Pass(TimeSpan.FromMinutes(10));
        fleet.Server.IsDown = false;
        fleet.Replicas.ForEach(replica => replica.Store.Mend());
        fleet.Pass(15 * s_second);
        Assert.All(fleet.Judge("b"), reason => Assert.Null(reason));
    }

    [Fact]
    public void Refuses_AtAReplicaThatIsCutOff_AndNowhereElse()
    {
        using SimulatedFleet fleet = SimulatedFleet.Founded(5);
        fleet.Replicas[0].Store.IsCut = true;
        _ = SimulatedFleet.RevokeAsync(fleet.Replicas[1], "a");
        fleet.Pass(s_stale);

        Assert.Equal(RefusalReason.RevocationUnavailable, fleet.Replicas[0].Judge("a"));
        Assert.All(fleet.Judge("a").Skip(1), reason => Assert.Equal(RefusalReason.TokenRevoked, reason));
        Assert.All(fleet.Judge("b").Skip(1), reason => Assert.Null(reason));

        fleet.Replicas[0].Store.Mend();
        fleet.Pass(5 * s_second, () => Assert.NotNull(fleet.Replicas[0].Judge("a")));
        Assert.Equal(RefusalReason.TokenRevoked, fleet.Replicas[0].Judge("a"));
        Assert.Null(fleet.Replicas[0].Judge("b"));
    }

    /// <summary>A failover loses what was not copied yet: who has heard of it gives it back.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void GivesBack_WhatTheStoreHasLost(bool isEverythingLost)
    {
        using SimulatedFleet fleet = SimulatedFleet.Founded(5);
        _ = SimulatedFleet.RevokeAsync(fleet.Replicas[0], "old");
        fleet.Pass(20 * s_second);
        long before = fleet.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        fleet.Replicas[4].Store.IsCut = true;
        _ = SimulatedFleet.RevokeAsync(fleet.Replicas[0], "new");
        fleet.Pass(s_second);
        fleet.Server.Lose(isEverythingLost ? long.MinValue : before);
        fleet.Replicas.ForEach(replica => replica.Store.Mend());
        fleet.Pass(20 * s_second, () =>
        {
            Assert.All(fleet.Judge("old"), reason => Assert.Equal(RefusalReason.TokenRevoked, reason));
            Assert.All(fleet.Judge("new").Take(4), reason => Assert.Equal(RefusalReason.TokenRevoked, reason));
        });

        Assert.Equal(2, fleet.Server.Records.Count);
        Assert.All(fleet.Judge("new"), reason => Assert.Equal(RefusalReason.TokenRevoked, reason));
        Assert.All(fleet.Judge("b"), reason => Assert.Null(reason));
        SimulatedReplica late = fleet.Start();
        fleet.Pass(10 * s_second, () => Assert.NotNull(late.Judge("new")));
        Assert.Null(late.Judge("b"));
    }

    /// <summary>In the middle of a failover nobody hears the store, and what it has may die with it.</summary>
    [Fact]
    public async Task Tells_AgainUntilAReplicaHearsIt()
    {
        using SimulatedFleet fleet = SimulatedFleet.Founded(3);
        fleet.Replicas.ForEach(replica => replica.Store.IsCut = true);
        using SimulatedStore store = fleet.Server.Connect();
        using Fleet revoker = new(store, FleetSecret.Parse(SimulatedFleet.Secret), fleet.Clock);
        Task<long> told = revoker.RevokeAsync(SimulatedFleet.Entry("a", fleet.Clock.GetUtcNow()));
        fleet.Pass(3 * s_second);
        Assert.False(told.IsCompleted);
        fleet.Server.Lose();
        fleet.Replicas.ForEach(replica => replica.Store.Mend());
        fleet.Pass(s_second);

        Assert.Equal(3, await told);
        Assert.All(fleet.Judge("a"), reason => Assert.Equal(RefusalReason.TokenRevoked, reason));
        fleet.Pass(20 * s_second);
        Assert.Single(fleet.Server.Records);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(0, 6)]
    public async Task SaysThatNobodyWasTold_AtOnceOnlyIfAnotherServerHasIt(long copies, int seconds)
    {
        using SimulatedFleet fleet = new();
        fleet.Server.Copies = copies;
        using SimulatedStore store = fleet.Server.Connect();
        using Fleet revoker = new(store, FleetSecret.Parse(SimulatedFleet.Secret), fleet.Clock);
        Task<long> told = revoker.RevokeAsync(SimulatedFleet.Entry("a", fleet.Clock.GetUtcNow()));
        fleet.Pass((seconds - 1) * s_second);
        Assert.False(told.IsCompleted);
        fleet.Pass(s_second);

        Assert.Equal(0, await told);
        Assert.Single(fleet.Server.Records);
    }

    [Fact]
    public async Task Revokes_Nothing_IfTheStoreFails()
    {
        using SimulatedFleet fleet = SimulatedFleet.Founded(2);
        fleet.Server.IsDown = true;
        Task<long> told = SimulatedFleet.RevokeAsync(fleet.Replicas[0], "a");
        fleet.Pass(s_second);

        await Assert.ThrowsAsync<IOException>(() => told);
        Assert.All(fleet.Judge("a"), reason => Assert.Null(reason));
    }

    /// <summary>Too young for any sum, and gone before a new replica could read it.</summary>
    [Fact]
    public void Refuses_WhatWasRevokedAMomentAgo_AtANewReplicaThatCannotReadIt()
    {
        using SimulatedFleet fleet = SimulatedFleet.Founded(3);
        _ = SimulatedFleet.RevokeAsync(fleet.Replicas[0], "a");
        fleet.Pass(TimeSpan.FromMilliseconds(200));
        fleet.Server.Lose();
        SimulatedReplica late = fleet.Start();
        fleet.Pass(20 * s_second, () => Assert.NotNull(late.Judge("a")));
        Assert.Equal(RefusalReason.TokenRevoked, late.Judge("a"));
        Assert.Null(late.Judge("b"));
    }

    /// <summary>Who can write to the store can deny service and nothing else.</summary>
    [Fact]
    public void Allows_NothingThatAWriterOfTheStoreWouldLike()
    {
        using SimulatedFleet fleet = SimulatedFleet.Founded(4);
        _ = SimulatedFleet.RevokeAsync(fleet.Replicas[0], "a");
        fleet.Pass(10 * s_second);
        using SimulatedStore writer = fleet.Server.Connect();
        Random random = new(3);
        byte[][] heard = [.. fleet.Server.Published];
        byte[] record = fleet.Server.Records.Single().Content;
        SimulatedReplica late = fleet.Start();
        fleet.Pass(TimeSpan.FromMinutes(2), () =>
        {
            // Forged, replayed, reordered, cut, and removed.
            byte[] forged = [.. record];
            forged[random.Next(forged.Length)] ^= (byte)(1 << random.Next(8));
            byte[] noise = new byte[random.Next(300)];
            random.NextBytes(noise);
            byte[] replayed = heard[random.Next(heard.Length)];
            foreach (byte[] message in (byte[][])[forged, noise, replayed, replayed[..random.Next(replayed.Length)]])
            {
                fleet.Server.Publish(message);
                fleet.Server.Add(new FleetRecord(random.NextInt64(), message));
            }

            fleet.Server.Remove(record);
            Assert.All(fleet.Judge("a"), reason => Assert.NotNull(reason));
        });

        fleet.Server.Lose();
        fleet.Pass(20 * s_second, () => Assert.All(fleet.Judge("a"), reason => Assert.NotNull(reason)));
        Assert.All(fleet.Judge("a"), reason => Assert.Equal(RefusalReason.TokenRevoked, reason));
        Assert.All(fleet.Judge("b"), reason => Assert.Null(reason));
        Assert.True(late.Fleet.Status.IgnoredMessages > 100);
        Assert.Equal(1, late.Revocations.Set.Count);
    }

    [Fact]
    public void Ignores_AnotherFleet()
    {
        using SimulatedFleet fleet = SimulatedFleet.Founded(2);
        SimulatedReplica stranger = fleet.Start("another secret, which is long enough as well");
        _ = SimulatedFleet.RevokeAsync(stranger, "a");
        fleet.Pass(5 * s_second);

        Assert.Equal(RefusalReason.TokenRevoked, stranger.Judge("a"));
        Assert.Null(fleet.Replicas[0].Judge("a"));
        Assert.True(fleet.Replicas[0].Fleet.Status.IgnoredMessages > 0);
    }

    [Fact]
    public void Lives_WithClocksThatDifferByFiveSeconds()
    {
        using SimulatedFleet fleet = new();
        foreach (int skew in (int[])[-2, -1, 0, 1, 2])
        {
            fleet.Start(skew: TimeSpan.FromSeconds(skew * 1.2));
        }

        fleet.Pass(20 * s_second);
        for (int replica = 0; replica < 5; replica++)
        {
            _ = SimulatedFleet.RevokeAsync(fleet.Replicas[replica], $"token-{replica}");
            fleet.Pass(s_second);
            Assert.All(fleet.Judge($"token-{replica}"), reason => Assert.Equal(RefusalReason.TokenRevoked, reason));
        }

        fleet.Pass(TimeSpan.FromMinutes(3), () => Assert.All(fleet.Judge("b"), reason => Assert.Null(reason)));
    }

    [Fact]
    public void Survives_AClockThatJumps()
    {
        using SimulatedFleet fleet = SimulatedFleet.Founded(4);
        _ = SimulatedFleet.RevokeAsync(fleet.Replicas[0], "a");
        fleet.Pass(s_second);
        fleet.Replicas[1].Clock.Skew = TimeSpan.FromMinutes(20);
        fleet.Replicas[2].Clock.Skew = TimeSpan.FromMinutes(-20);
        fleet.Pass(TimeSpan.FromMinutes(2), () =>
        {
            Assert.All(fleet.Judge("a"), reason => Assert.NotNull(reason));
            Assert.Null(fleet.Replicas[0].Judge("b"));
        });
        fleet.Replicas[1].Clock.Skew = fleet.Replicas[2].Clock.Skew = TimeSpan.Zero;
        fleet.Pass(TimeSpan.FromMinutes(1));
        Assert.All(fleet.Judge("b"), reason => Assert.Null(reason));
        Assert.All(fleet.Judge("a"), reason => Assert.NotNull(reason));
    }

    [Fact]
    public void Replaces_ItsSecret_ReplicaByReplica()
    {
        const string Next = "the next secret of the fleet, also long enough";
        using SimulatedFleet fleet = SimulatedFleet.Founded(3);
        _ = SimulatedFleet.RevokeAsync(fleet.Replicas[0], "a");
        fleet.Pass(10 * s_second);
        foreach (string secret in (string[])[$"{SimulatedFleet.Secret}\n{Next}", $"{Next}\n{SimulatedFleet.Secret}", Next])
        {
            for (int replica = 0; replica < 3; replica++)
            {
                fleet.Replicas[0].Dispose();
                fleet.Replicas.RemoveAt(0);
                fleet.Start(secret);
                fleet.Pass(15 * s_second, () => Assert.All(fleet.Judge("a"), reason => Assert.NotNull(reason)));
                Assert.All(fleet.Judge("b"), reason => Assert.Null(reason));
            }
        }

        Assert.All(fleet.Judge("a"), reason => Assert.Equal(RefusalReason.TokenRevoked, reason));
    }

    [Fact]
    public void Forgets_Entries_OnceTheyEnd()
    {
        using SimulatedFleet fleet = SimulatedFleet.Founded(3);
        RevocationEntry entry = SimulatedFleet.Entry("a", fleet.Clock.GetUtcNow()) with { Until = fleet.Clock.GetUtcNow() + TimeSpan.FromMinutes(2) };
        _ = fleet.Replicas[0].Fleet.RevokeAsync(entry);
        fleet.Pass(s_second);
        Assert.All(fleet.Judge("a"), reason => Assert.NotNull(reason));
        fleet.Pass(TimeSpan.FromMinutes(9), () => Assert.All(fleet.Judge("b"), reason => Assert.Null(reason)));
        Assert.All(fleet.Judge("a"), reason => Assert.Null(reason));
        Assert.All(fleet.Replicas, replica => Assert.Equal(0, replica.Revocations.Set.Count));
    }

    [Fact]
    public void Speaks_AThirdOfTheStalenessApart()
    {
        using SimulatedFleet fleet = SimulatedFleet.Founded(20);
        fleet.Pass(TimeSpan.FromMinutes(1));
        int before = fleet.Server.Published.Count;
        fleet.Pass(TimeSpan.FromMinutes(10));

        Assert.InRange(fleet.Server.Published.Count - before, 50, 70);
    }

    [Fact]
    public void Repeats_TheSameRun_ForASeed()
    {
        (long Calls, long Messages) Run()
        {
            using SimulatedFleet fleet = SimulatedFleet.Founded(30, seed: 42);
            fleet.Server.Loss = 0.2;
            for (int round = 0; round < 10; round++)
            {
                fleet.Replicas[round].Store.IsCut = round % 2 == 0;
                _ = SimulatedFleet.RevokeAsync(fleet.Replicas[round], $"token-{round}");
                fleet.Pass(3 * s_second);
            }

            return (fleet.Server.Calls, fleet.Server.Messages);
        }

        Assert.Equal(Run(), Run());
    }
}
