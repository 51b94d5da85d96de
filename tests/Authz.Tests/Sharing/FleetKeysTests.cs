using Authz.Keys;
using Authz.Keys.Refreshing;
using Authz.Tests.Keys;
using static Authz.Tests.Sharing.SimulatedKeyFleet;

namespace Authz.Tests.Sharing;

public sealed class FleetKeysTests
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_period = RefreshSchedule.LongestInterval * 0.9;

    [Fact]
    public void Fetches_Once_ForAllThatStart()
    {
        using SimulatedKeyFleet fleet = Founded(100);

        Assert.Single(fleet.Issuer.Fetches);
        Assert.Equal(99, fleet.Replicas.Sum(replica => replica.Fleet.Status.TakenKeyDocuments));
    }

    [Fact]
    public void Fetches_OncePerPeriod_ForAll()
    {
        using SimulatedKeyFleet fleet = Founded(50);
        fleet.Pass(TimeSpan.FromHours(12));

        Assert.InRange(fleet.Issuer.Fetches.Count, 12, 16);
        Assert.InRange(fleet.MostFetchesIn(s_period), 1, 2);
        Assert.Equal(50, fleet.CountFound(First));
    }

    [Fact]
    public void Sees_ARotation_Everywhere_ASecondAfterTheFirst()
    {
        using SimulatedKeyFleet fleet = Founded(50);
        fleet.Pass(TimeSpan.FromMinutes(20));
        fleet.Issuer.Publish(Second);
        Assert.Equal(KeyLookupStatus.UnknownKeyId, fleet.Replicas[7].Judge(Second));
        fleet.Pass(s_second);

        Assert.Equal(50, fleet.CountFound(Second));
        Assert.Equal(0, fleet.CountFound(First));
        Assert.Equal(2, fleet.Issuer.Fetches.Count);
    }

    /// <summary>All are asked for the new key at once: the others wait for the one that fetches, as for a fetch of their own.</summary>
    [Fact]
    public void Waits_ForTheOneThatFetches()
    {
        using SimulatedKeyFleet fleet = Founded(50);
        fleet.Issuer.Publish(First, Second);
        fleet.Replicas.ForEach(replica => Assert.Equal(KeyRefreshOutcome.Pending, replica.Ask(Second)));
        fleet.Pass(TimeSpan.FromMilliseconds(250));

        Assert.Equal(50, fleet.CountFound(Second));
        Assert.Equal(2, fleet.Issuer.Fetches.Count);
    }

    [Fact]
    public void Fetches_OnceIn30Seconds_ForUnknownKeys()
    {
        using SimulatedKeyFleet fleet = Founded(50);
        DateTimeOffset begun = fleet.Clock.GetUtcNow();
        for (int step = 0; step < 600; step++)
        {
            fleet.Any().Ask(BitConverter.GetBytes(fleet.Random.NextInt64()));
            fleet.Pass(s_second / 2);
        }

        Assert.Equal(1, fleet.MostFetchesIn(RefreshBudget.Interval, begun));
        Assert.InRange(fleet.Issuer.Fetches.Count, 8, 12);
    }

    /// <summary>The fetch of another may have begun before the key was published: a key is unknown only after one that surely did not.</summary>
    [Fact]
    public void Says_ThatAKeyIsUnknown_OnlyAfterAFetchThatLookedForIt()
    {
        using SimulatedKeyFleet fleet = Founded(2);
        fleet.Replicas[0].Ask(Stranger);
        fleet.Pass(TimeSpan.FromSeconds(25));
        Assert.Equal(KeyRefreshOutcome.Completed, fleet.Replicas[0].Ask(Stranger));
        Assert.Equal(KeyRefreshOutcome.Pending, fleet.Replicas[1].Ask(Stranger));
        fleet.Pass(s_second);
        Assert.Equal(KeyRefreshOutcome.BudgetSpent, fleet.Replicas[1].Ask(Stranger));

        fleet.Pass(TimeSpan.FromSeconds(5));
        fleet.Replicas[0].Ask(BitConverter.GetBytes(1L));
        fleet.Pass(s_second);
        Assert.Equal(2, fleet.Issuer.Fetches.Count - 1);
        Assert.Equal(KeyRefreshOutcome.Completed, fleet.Replicas[1].Ask(Stranger));
        Assert.Equal(KeyRefreshOutcome.BudgetSpent, fleet.Replicas[1].Ask(Second));
    }

    [Fact]
    public void Starts_FromTheStore_WhileTheIssuerIsDown()
    {
        using SimulatedKeyFleet fleet = Founded(3);
        fleet.Pass(TimeSpan.FromMinutes(30));
        fleet.Issuer.IsDown = true;
        SimulatedKeyReplica late = fleet.Start();
        fleet.Pass(TimeSpan.FromMilliseconds(100));

        Assert.Equal(KeyLookupStatus.Found, late.Look(First));
        Assert.InRange(late.Keys.Age!.Value, TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(31));
        int fetches = fleet.Issuer.Fetches.Count;
        fleet.Pass(s_second);
        Assert.Equal(fetches + 1, fleet.Issuer.Fetches.Count);
    }

    [Fact]
    public void Starts_ManyTimes_WithAFewFetches()
    {
        using SimulatedKeyFleet fleet = Founded(3);
        fleet.Pass(TimeSpan.FromMinutes(30));
        int before = fleet.Issuer.Fetches.Count;
        for (int start = 0; start < 200; start++)
        {
            SimulatedKeyReplica late = fleet.Start();
            fleet.Pass(TimeSpan.FromMilliseconds(start % 2 * 25));
            _ = late.Keys.WarmUpAsync(default);
            fleet.Pass(TimeSpan.FromMilliseconds(25));
        }

        fleet.Pass(2 * s_second);
        Assert.InRange(fleet.Issuer.Fetches.Count - before, 1, 20);
        Assert.Equal(203, fleet.CountFound(First));
    }

    [Fact]
    public void Serves_KnownKeys_ToTheHour_WhileIssuerAndStoreAreDown()
    {
        using SimulatedKeyFleet fleet = Founded(20);
        DateTimeOffset founded = fleet.Issuer.Fetches[0];
        fleet.Pass(TimeSpan.FromMinutes(10));
        fleet.Issuer.IsDown = fleet.Server.IsDown = true;
        fleet.Pass(founded + MaximumAge - fleet.Clock.GetUtcNow() - s_second);
        Assert.Equal(20, fleet.CountFound(First));
        fleet.Pass(2 * s_second);
        Assert.Equal(0, fleet.CountFound(First));

        fleet.Issuer.IsDown = fleet.Server.IsDown = false;
        fleet.Replicas.ForEach(replica => replica.Store.Mend());
        fleet.Pass(RefreshSchedule.LongestBackOff);
        Assert.Equal(20, fleet.CountFound(First));
    }

    [Fact]
    public void Asks_AnIssuerThatIsDown_LikeOneMachine()
    {
        using SimulatedKeyFleet fleet = Founded(100);
        fleet.Pass(TimeSpan.FromMinutes(10));
        fleet.Issuer.IsDown = true;
        fleet.Pass(TimeSpan.FromHours(2));

        // Ten attempts on the way to the longest back-off, then one in two and a half to five minutes.
        Assert.InRange(fleet.Issuer.Fetches.Count, 15, 45);
        Assert.Equal(100, fleet.CountFound(First));
    }

    /// <summary>Each does what it would do alone, and asks nobody first.</summary>
    [Fact]
    public void Goes_OnAlone_WhileTheStoreIsGone()
    {
        using SimulatedKeyFleet fleet = Founded(20);
        fleet.Server.IsDown = true;
        for (int minute = 0; minute < 60; minute++)
        {
            fleet.Pass(TimeSpan.FromMinutes(1));
            Assert.Equal(20, fleet.CountFound(First));
        }

        Assert.InRange(fleet.Issuer.Fetches.Count, 20, 41);
        int before = fleet.Issuer.Fetches.Count;
        fleet.Issuer.Publish(Second);
        fleet.Replicas.ForEach(replica => Assert.Equal(KeyRefreshOutcome.Pending, replica.Ask(Second)));
        fleet.Pass(TimeSpan.Zero);
        Assert.Equal(before + 20, fleet.Issuer.Fetches.Count);
        fleet.Pass(fleet.Issuer.Delay);
        Assert.Equal(20, fleet.CountFound(Second));
        Assert.Equal(0, fleet.CountFound(First));
    }

    [Fact]
    public void Catches_Up_AfterAPartition()
    {
        using SimulatedKeyFleet fleet = Founded(10);
        fleet.Replicas[0].Store.IsCut = true;
        fleet.Issuer.Publish(Second);
        fleet.Replicas[5].Ask(Second);
        fleet.Pass(s_second);
        Assert.Equal(9, fleet.CountFound(Second));
        fleet.Replicas[0].Store.Mend();
        fleet.Pass(s_second);
        Assert.Equal(10, fleet.CountFound(Second));
    }

    [Fact]
    public void Goes_OnAfterAReplicaThatHoldsATurnIsKilled()
    {
        using SimulatedKeyFleet fleet = Founded(10);
        fleet.Issuer.Publish(Second);
        foreach (string turn in TurnsOf(fleet))
        {
            fleet.Server.TryTake(turn, TimeSpan.FromSeconds(30));
        }

        fleet.Replicas.ForEach(replica => replica.Ask(Second));
        fleet.Pass(s_second);
        Assert.Equal(0, fleet.CountFound(Second));
        fleet.Pass(TimeSpan.FromSeconds(30));
        fleet.Replicas.ForEach(replica => replica.Ask(Second));
        fleet.Pass(s_second);
        Assert.Equal(10, fleet.CountFound(Second));
    }

    /// <summary>Who holds every turn for ever keeps nobody from learning of a withdrawal.</summary>
    [Fact]
    public void Fetches_Alone_WhenATurnIsHeldForEver()
    {
        using SimulatedKeyFleet fleet = Founded(10);
        fleet.Issuer.Publish(Second);
        foreach (string turn in TurnsOf(fleet))
        {
            fleet.Server.TryWrite(turn, [], TimeSpan.FromDays(9));
        }

        fleet.Pass(RefreshSchedule.LongestInterval + TimeSpan.FromMinutes(1));
        Assert.Equal(0, fleet.CountFound(First));
        Assert.Equal(10, fleet.CountFound(Second));
    }

    [Fact]
    public void Believes_OlderDocuments_NoLongerThanASecond_AndOnlyAtAStart()
    {
        using SimulatedKeyFleet fleet = Founded(10);
        string place = fleet.Server.Names.Single(name => name.StartsWith("keys:", StringComparison.Ordinal) && name.Count(c => c == ':') == 1);
        byte[] old = fleet.Server.Published[^1];
        fleet.Pass(TimeSpan.FromMinutes(1));
        fleet.Issuer.Publish(Second);
        fleet.Replicas[0].Ask(Second);
        fleet.Pass(TimeSpan.FromMinutes(1));
        byte[] next = fleet.Server.Published[^1];
        Assert.Equal(0, fleet.CountFound(First));
        SimulatedKeyReplica? late = null;
        for (int round = 0; round < 400; round++)
        {
            fleet.Server.TryWrite(place, Forge(round % 3 == 0 ? old : next, fleet.Random, round % 4), TimeSpan.FromHours(1));
            fleet.Server.Publish(Forge(old, fleet.Random, round % 5));
            fleet.Server.Publish(next);
            if (round % 40 == 0)
            {
                late = fleet.Start();
            }

            fleet.Pass(TimeSpan.FromMilliseconds(100));
            Assert.All(fleet.Replicas.Take(10), replica => Assert.Equal(KeyLookupStatus.UnknownKeyId, replica.Look(First)));
            if (round % 40 == 12)
            {
                Assert.Equal(KeyLookupStatus.UnknownKeyId, late!.Look(First));
                Assert.Equal(KeyLookupStatus.Found, late.Look(Second));
            }
        }

        Assert.All(fleet.Replicas, replica => Assert.Equal(KeyLookupStatus.UnknownKeyId, replica.Look(First)));
        Assert.All(fleet.Replicas, replica => Assert.True(replica.Fleet.Status.IgnoredMessages > 10));
    }

    /// <summary>One old document after the other, each newer than the one before: they buy no more than the second of a start.</summary>
    [Fact]
    public void Fetches_HoweverManyOldDocumentsAreOffered()
    {
        using SimulatedKeyFleet fleet = Founded(2);
        for (int fetch = 0; fetch < 60; fetch++)
        {
            fleet.Pass(TimeSpan.FromSeconds(31));
            fleet.Replicas[0].Ask(BitConverter.GetBytes(fleet.Random.NextInt64()));
        }

        fleet.Pass(TimeSpan.FromSeconds(31));
        byte[][] old = [.. fleet.Server.Published];
        Assert.InRange(old.Length, 55, 65);
        fleet.Issuer.Publish(Second);
        fleet.Replicas[0].Ask(Second);
        fleet.Pass(s_second);
        fleet.Issuer.IsDown = true;
        SimulatedKeyReplica late = fleet.Start();
        late.Store.IsCut = true;
        fleet.Pass(TimeSpan.FromSeconds(1));
        late.Store.Mend();
        string place = fleet.Server.Names.Single(name => name.StartsWith("keys:", StringComparison.Ordinal) && name.Count(c => c == ':') == 1);
        int next = 0;
        void Offer()
        {
            fleet.Server.TryWrite(place, old[next], TimeSpan.FromHours(1));
            fleet.Server.Publish(old[next]);
            next = (next + 1) % old.Length;
            fleet.Pass(TimeSpan.FromMilliseconds(300));
        }

        Offer();
        for (int round = 0; round < 20; round++)
        {
            Offer();
        }

        fleet.Issuer.IsDown = false;
        for (int round = 0; round < 60; round++)
        {
            Offer();
        }

        Assert.Equal(KeyLookupStatus.UnknownKeyId, late.Look(First));
        Assert.Equal(KeyLookupStatus.Found, late.Look(Second));
    }

    [Fact]
    public void Ignores_AnotherFleet()
    {
        using SimulatedKeyFleet fleet = Founded(2);
        SimulatedKeyReplica stranger = fleet.Start(secret: "another secret, which is long enough as well");
        fleet.Issuer.IsDown = true;
        fleet.Pass(TimeSpan.FromSeconds(3));

        Assert.Equal(KeyLookupStatus.NoKeys, stranger.Look(First));
    }

    [Fact]
    public void Lives_WithClocksThatDifferByFiveSeconds()
    {
        using SimulatedKeyFleet fleet = new();
        for (int replica = 0; replica < 20; replica++)
        {
            fleet.Start(skew: TimeSpan.FromSeconds((replica * 0.25) - 2.4));
        }

        fleet.WarmUp();
        fleet.Pass(TimeSpan.FromMinutes(1));
        TestJwk[] keys = [First, Second];
        for (int rotation = 1; rotation < 12; rotation++)
        {
            fleet.Issuer.Publish(keys[rotation % 2]);
            fleet.Any().Ask(keys[rotation % 2]);
            fleet.Pass(s_second);
            Assert.Equal(20, fleet.CountFound(keys[rotation % 2]));
            Assert.Equal(0, fleet.CountFound(keys[(rotation + 1) % 2]));
            fleet.Pass(TimeSpan.FromMinutes(31 + rotation));
        }

        Assert.InRange(fleet.MostFetchesIn(s_period, fleet.Issuer.Fetches[0] + TimeSpan.FromMinutes(1)), 1, 4);
    }

    [Fact]
    public void GivesBack_WhatTheStoreHasLost()
    {
        using SimulatedKeyFleet fleet = Founded(3);
        fleet.Server.Lose();
        fleet.Replicas.ForEach(replica => replica.Store.Mend());
        fleet.Pass(s_second);
        fleet.Issuer.IsDown = true;
        SimulatedKeyReplica late = fleet.Start();
        fleet.Pass(s_second / 2);

        Assert.Equal(KeyLookupStatus.Found, late.Look(First));
    }

    private static IEnumerable<string> TurnsOf(SimulatedKeyFleet fleet) =>
        from name in fleet.Server.Names.ToArray()
        where name.StartsWith("keys:", StringComparison.Ordinal) && name.Count(c => c == ':') == 1
        from turn in (string[])["turn", "asked"]
        select $"{name}:{turn}";

    // 0: as it is; 1: a bit changed; 2: cut; 3 and more: noise.
    private static byte[] Forge(byte[] message, Random random, int how)
    {
        byte[] forged = [.. message];
        forged[random.Next(forged.Length)] ^= how == 1 ? (byte)(1 << random.Next(8)) : (byte)0;
        byte[] noise = new byte[random.Next(2_000)];
        random.NextBytes(noise);
        return how == 2 ? forged[..random.Next(forged.Length)] : how > 2 ? noise : forged;
    }
}
