using System.Diagnostics;

namespace Authz.Benchmarks.Ratios;

/// <summary>How throughput grows from one thread to two.</summary>
public static class Scaling
{
    private const int Rounds = 9;
    private static readonly TimeSpan s_round = TimeSpan.FromMilliseconds(150);

    /// <summary>The median over the rounds of: growth of <paramref name="subject"/> ÷ growth of <paramref name="baseline"/>.</summary>
    public static double Ratio(Func<bool> subject, Func<bool> baseline)
    {
        Throughput(subject, 1);
        Throughput(baseline, 1);
        double[] ratios = new double[Rounds];
        for (int round = 0; round < Rounds; round++)
        {
            ratios[round] = Throughput(subject, 2) / Throughput(subject, 1) / (Throughput(baseline, 2) / Throughput(baseline, 1));
        }

        Array.Sort(ratios);
        return ratios[Rounds / 2];
    }

    private static double Throughput(Func<bool> action, int threads)
    {
        using var barrier = new Barrier(threads);
        double total = 0;
        var gate = new Lock();
        Thread[] workers = [.. Enumerable.Range(0, threads).Select(_ => new Thread(() =>
        {
            barrier.SignalAndWait();
            double perSecond = PerSecond(action);
            lock (gate)
            {
                total += perSecond;
            }
        }))];
        Array.ForEach(workers, worker => worker.Start());
        Array.ForEach(workers, worker => worker.Join());
        return total;
    }

    private static double PerSecond(Func<bool> action)
    {
        const int Batch = 256;
        long started = Stopwatch.GetTimestamp();
        long calls = 0;
        while (Stopwatch.GetElapsedTime(started) < s_round)
        {
            for (int call = 0; call < Batch; call++)
            {
                if (!action())
                {
                    throw new InvalidOperationException("The measured call gave the wrong verdict.");
                }
            }

            calls += Batch;
        }

        return calls / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
