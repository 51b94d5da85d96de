using System.Globalization;
using Authz.Benchmarks.Fixtures;
using BitFaster.Caching.Lfu;
using BitFaster.Caching.Lru;

namespace Authz.Benchmarks.Admission;

/// <summary>Compares what is kept: the engine's policy beside LRU, the segmented LRU of BitFaster, W-TinyLFU and SIEVE, each with as many places.</summary>
public static class AdmissionProgram
{
    private const int Places = 8_192;
    private const int Requests = 1_000_000;
    private const int HotTokens = 1_000;

    private static readonly (string Name, Func<int[]> Draw)[] s_workloads =
    [
        ("Zipf 0.99 over a million tokens", () => Zipf.Draw(1_000_000, 0.99, Requests, seed: 1)),
        ("Zipf 0.80 over a million tokens", () => Zipf.Draw(1_000_000, 0.80, Requests, seed: 2)),
        ("1,000 hot tokens in one request of ten, else one-off tokens", Flood),
        ("10,000 tokens in rotation", () => [.. Enumerable.Range(0, Requests).Select(index => index % 10_000)]),
        ("half of all tokens replaced every 250,000 requests", Shift),
    ];

    private static readonly (string Name, Func<Func<int, bool>> Create)[] s_policies =
    [
        ("Authz", () => new EnginePolicy(Places).FindOrAdd),
        ("LRU", () => Of(new ClassicLru<int, object>(Places))),
        ("BitFaster ConcurrentLru", () => Of(new ConcurrentLru<int, object>(Places))),
        ("W-TinyLFU (BitFaster)", () => Of(new ConcurrentLfu<int, object>(1, Places, new BitFaster.Caching.Scheduler.ForegroundScheduler(), EqualityComparer<int>.Default))),
        ("SIEVE", () => new SievePolicy(Places).FindOrAdd),
    ];

    /// <summary>Prints the hit ratio of every policy under every workload.</summary>
    public static int Run()
    {
        Console.WriteLine($"| {Places:N0} places, {Requests:N0} requests | {string.Join(" | ", s_policies.Select(policy => policy.Name))} |");
        Console.WriteLine($"|---|{string.Concat(Enumerable.Repeat("---:|", s_policies.Length))}");
        foreach ((string workload, Func<int[]> draw) in s_workloads)
        {
            int[] requests = draw();
            IEnumerable<string> ratios = s_policies.Select(policy => HitRatio(policy.Create(), requests).ToString("P1", CultureInfo.InvariantCulture));
            Console.WriteLine($"| {workload} | {string.Join(" | ", ratios)} |");
        }

        return 0;
    }

    private static double HitRatio(Func<int, bool> findOrAdd, int[] requests) => (double)requests.Count(findOrAdd) / requests.Length;

    private static Func<int, bool> Of(BitFaster.Caching.ICache<int, object> cache) => key =>
    {
        bool isFound = cache.TryGet(key, out _);
        if (!isFound)
        {
            cache.AddOrUpdate(key, cache);
        }

        return isFound;
    };

    private static int[] Flood() =>
        [.. Enumerable.Range(0, Requests).Select(index => index % 10 == 0 ? index / 10 % HotTokens : HotTokens + index)];

    private static int[] Shift()
    {
        int[] ranks = Zipf.Draw(50_000, 0.99, Requests, seed: 3);
        return [.. ranks.Select((rank, index) => rank % 2 == 0 ? rank : rank + 100_000 * (1 + index / 250_000))];
    }
}
