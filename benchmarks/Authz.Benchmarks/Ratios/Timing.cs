using System.Diagnostics;

namespace Authz.Benchmarks.Ratios;

/// <summary>The time of one thing alone, for tables and pictures; targets are held against <see cref="Pair"/>.</summary>
public static class Timing
{
    private const int Rounds = 301;
    private const int WarmUps = 6;

    /// <summary>The median time of a call in microseconds.</summary>
    public static double Microseconds(Func<bool> action)
    {
        // The compiler's tiers take turns with the code: several rounds of calls before the figures settle.
        int calls = 1;
        for (int warmUp = 0; warmUp < WarmUps; warmUp++)
        {
            calls = Pair.Calibrate(action);
        }

        double[] times = new double[Rounds];
        for (int round = 0; round < Rounds; round++)
        {
            long started = Stopwatch.GetTimestamp();
            for (int call = 0; call < calls; call++)
            {
                action();
            }

            times[round] = Stopwatch.GetElapsedTime(started).TotalMicroseconds / calls;
        }

        Array.Sort(times);
        return times[Rounds / 2];
    }
}
