using System.Diagnostics;

namespace Authz.Benchmarks.Ratios;

/// <summary>Measures two things in alternating rounds, so that whatever else the machine does falls on both.</summary>
public static class Pair
{
    // Many short rounds: most fit between two interruptions by whatever else runs, and the median passes over the others.
    private const int Rounds = 301;
    private const int WarmUps = 2;
    private static readonly TimeSpan s_round = TimeSpan.FromMilliseconds(1.2);

    /// <summary>The median over the rounds of: time of one call of <paramref name="subject"/> ÷ time of one call of <paramref name="baseline"/>.</summary>
    public static double Ratio(Func<bool> subject, Func<bool> baseline)
    {
        // The compiler's last tier comes from a thread of its own, which on a busy machine takes its time.
        for (int warmUp = 0; warmUp < WarmUps; warmUp++)
        {
            Calibrate(subject);
            Calibrate(baseline);
        }

        int subjectCalls = Calibrate(subject);
        int baselineCalls = Calibrate(baseline);
        double[] ratios = new double[Rounds];
        for (int round = 0; round < Rounds; round++)
        {
            // Who goes first alternates too.
            bool isSubjectFirst = round % 2 == 0;
            double first = isSubjectFirst ? Time(subject, subjectCalls) : Time(baseline, baselineCalls);
            double second = isSubjectFirst ? Time(baseline, baselineCalls) : Time(subject, subjectCalls);
            ratios[round] = isSubjectFirst ? first / second : second / first;
        }

        Array.Sort(ratios);
        return ratios[Rounds / 2];
    }

    /// <summary>The bytes that one call allocates on this thread, after the first.</summary>
    public static long Allocation(Func<bool> subject)
    {
        const int Calls = 64;
        Check(subject());
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int call = 0; call < Calls; call++)
        {
            Check(subject());
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / Calls;
    }

    internal static int Calibrate(Func<bool> action)
    {
        // Enough calls for the tiers of the compiler to have done their work.
        long started = Stopwatch.GetTimestamp();
        int calls = 0;
        while (Stopwatch.GetElapsedTime(started) < TimeSpan.FromMilliseconds(300))
        {
            Check(action());
            calls++;
        }

        double perCall = Stopwatch.GetElapsedTime(started).TotalSeconds / calls;
        return Math.Max(1, (int)(s_round.TotalSeconds / perCall));
    }

    private static double Time(Func<bool> action, int calls)
    {
        long started = Stopwatch.GetTimestamp();
        for (int call = 0; call < calls; call++)
        {
            Check(action());
        }

        return Stopwatch.GetElapsedTime(started).TotalSeconds / calls;
    }

    // A measurement of wrong answers is none.
    private static void Check(bool isRight)
    {
        if (!isRight)
        {
            throw new InvalidOperationException("The measured call gave the wrong verdict.");
        }
    }
}
