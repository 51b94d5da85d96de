using System.Diagnostics;
using System.Globalization;
using Authz.Signatures.OpenSsl;
using Authz.Tokens;

namespace Authz.Verifiers;

/// <summary>Verifies, on some threads at once, and reports counts, wrong verdicts and memory.</summary>
internal sealed class EnduranceRun(long count, int seed, int threads)
{
    private const int Reports = 20;
    private const long AllowedGrowth = 8L << 20;

    private readonly KeyCases[] _keys = Workload.CreateKeys();
    private readonly long[] _counts = new long[(int)JwsAlgorithm.ES512 + 1];
    private readonly List<long> _memory = [];
    private readonly Lock _gate = new();
    private long _done;
    private long _wrong;

    public int Run()
    {
        long started = Stopwatch.GetTimestamp();
        SharedContexts[] contexts = [.. _keys.Select(key => new SharedContexts(key))];
        Thread[] workers = [.. Enumerable.Range(0, threads).Select(worker => new Thread(() => Work(contexts, worker)))];
        Array.ForEach(workers, worker => worker.Start());
        Array.ForEach(workers, worker => worker.Join());

        // The first readings are of a process that still grows into its work.
        long growth = _memory.Count > 4 ? _memory[^1] - _memory.Skip(2).Min() : 0;
        Console.WriteLine(string.Join(", ", ContextSupport.Algorithms.Members().Select(algorithm => Format($"{algorithm.Name()} {_counts[(int)algorithm]:N0}"))));
        Console.WriteLine(Format(
            $"{_counts.Sum():N0} verifications in {Stopwatch.GetElapsedTime(started).TotalSeconds:N0} s, {_wrong} wrong, memory grew by {growth >> 10:N0} KiB"));
        return _wrong == 0 && growth <= AllowedGrowth ? 0 : 1;
    }

    private void Work(SharedContexts[] contexts, int worker)
    {
        Workload workload = new(seed + worker);
        long[] counts = new long[_counts.Length];
        long share = count / threads;
        for (long turn = 1; turn <= share; turn++)
        {
            (int key, SignatureCase one) = workload.Next(_keys);
            SignatureVerdict expected = one.IsValid ? SignatureVerdict.Valid : SignatureVerdict.Invalid;
            if (contexts[key].Verify(one) != expected)
            {
                Interlocked.Increment(ref _wrong);
            }

            counts[(int)one.Algorithm]++;
            if (turn % Math.Max(1, share / Reports) == 0)
            {
                Report(share / Reports);
            }
        }

        lock (_gate)
        {
            for (int index = 0; index < counts.Length; index++)
            {
                _counts[index] += counts[index];
            }
        }
    }

    private void Report(long turns)
    {
        lock (_gate)
        {
            _done += turns;

            // Verifying allocates nothing, so that the collector would never come for the contexts that were thrown away.
            GC.Collect();
            GC.WaitForPendingFinalizers();
            _memory.Add(Environment.WorkingSet);
            Console.WriteLine(Format($"{_done:N0} done, {Interlocked.Read(ref _wrong)} wrong, {_memory[^1] >> 10:N0} KiB"));
        }
    }

    private static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
