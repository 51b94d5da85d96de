using System.Diagnostics;
using System.Globalization;
using Authz.Keys.Refreshing;
using Authz.Tests.Keys;
using Xunit.Abstractions;
using static Authz.Tests.Sharing.SimulatedKeyFleet;

namespace Authz.Tests.Sharing;

/// <summary>
/// Whole fleets for hours: quiet with rotations, flooded with unknown keys, without issuer and store. <c>tests/fleet.sh</c> runs the full size.
/// </summary>
public sealed class FleetKeysSimulationTests(ITestOutputHelper output)
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_period = RefreshSchedule.LongestInterval * 0.9;
    private static readonly TimeSpan s_rotationInterval = TimeSpan.FromHours(2);
    private static readonly TimeSpan s_flood = TimeSpan.FromMinutes(3);

    [Fact]
    public void Asks_LikeOneMachine()
    {
        string sizes = Environment.GetEnvironmentVariable("AUTHZ_FLEETS") ?? "100x06:00 500x00:10";
        int seed = int.Parse(Environment.GetEnvironmentVariable("AUTHZ_FLEET_SEED") ?? "1", CultureInfo.InvariantCulture);
        foreach (string[] size in sizes.Split(' ').Select(size => size.Split('x')))
        {
            int replicas = int.Parse(size[0], CultureInfo.InvariantCulture);
            TimeSpan time = size[1] == "24:00" ? TimeSpan.FromDays(1) : TimeSpan.Parse(size[1], CultureInfo.InvariantCulture);
            long started = Stopwatch.GetTimestamp();
            Counts counts = Run(replicas, time, seed);
            output.WriteLine($"{replicas} replicas for {time}, seed {seed}: {counts} in {Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s");
            Assert.Equal(counts, Run(replicas, time, seed));
        }
    }

    private static Counts Run(int replicas, TimeSpan time, int seed)
    {
        using SimulatedKeyFleet fleet = Founded(replicas, seed);
        DateTimeOffset begun = fleet.Clock.GetUtcNow();
        TestJwk current = First;
        TimeSpan step = time < s_rotationInterval ? time / 2 : s_rotationInterval;
        TimeSpan slowest = TimeSpan.Zero;
        for (TimeSpan passed = step; passed < time; passed += step)
        {
            Idle(fleet, step, current);
            TestJwk next = current == First ? Second : First;
            slowest = TimeSpan.FromTicks(Math.Max(slowest.Ticks, Rotate(fleet, next).Ticks));
            Assert.Equal(0, fleet.CountFound(current));
            current = next;
        }

        Idle(fleet, begun + time - fleet.Clock.GetUtcNow(), current);
        Assert.InRange(fleet.MostFetchesIn(s_period), 1, 2);
        int quiet = fleet.Issuer.Fetches.Count;
        long messages = fleet.Server.Messages;
        int asked = Flood(fleet);
        int flooded = fleet.Issuer.Fetches.Count - quiet;
        Assert.Equal(replicas, fleet.CountFound(current));
        fleet.Issuer.IsDown = fleet.Server.IsDown = true;
        for (int minute = 0; minute < 60; minute++)
        {
            fleet.Pass(TimeSpan.FromMinutes(1));
            Assert.Equal(replicas, fleet.CountFound(current));
        }

        return new Counts(quiet, messages, flooded, asked, slowest, fleet.Issuer.Fetches.Count, fleet.Server.Calls);
    }

    private static void Idle(SimulatedKeyFleet fleet, TimeSpan time, TestJwk current)
    {
        for (int part = 0; part < 20; part++)
        {
            fleet.Pass(time / 20);
            Assert.Equal(fleet.Replicas.Count, fleet.CountFound(current));
        }
    }

    // Returns how long after the first the last replica knows the new key.
    private static TimeSpan Rotate(SimulatedKeyFleet fleet, TestJwk next)
    {
        fleet.Issuer.Publish(next);
        fleet.Any().Ask(next);
        DateTimeOffset? first = null;
        while (fleet.CountFound(next) is int found && found < fleet.Replicas.Count)
        {
            first ??= found > 0 ? fleet.Clock.GetUtcNow() : null;
            Assert.True(first is null || fleet.Clock.GetUtcNow() - first < s_second);
            fleet.Pass(TimeSpan.FromMilliseconds(1));
        }

        return fleet.Clock.GetUtcNow() - first!.Value;
    }

    private static int Flood(SimulatedKeyFleet fleet)
    {
        DateTimeOffset begun = fleet.Clock.GetUtcNow();
        int asked = 0;
        while (fleet.Clock.GetUtcNow() - begun < s_flood)
        {
            foreach (SimulatedKeyReplica replica in fleet.Replicas)
            {
                replica.Ask(BitConverter.GetBytes(fleet.Random.NextInt64()));
                asked++;
            }

            fleet.Pass(2 * s_second);
        }

        // One that was due by schedule may be among them.
        Assert.Equal(1, fleet.MostFetchesIn(RefreshBudget.Interval, begun));
        return asked;
    }

    private readonly record struct Counts(int QuietFetches, long QuietMessages, int FloodFetches, int Asked, TimeSpan SlowestRotation, int Fetches, long Calls);
}
