using Authz.Benchmarks.Ratios;
using BenchmarkDotNet.Attributes;

namespace Authz.Benchmarks.Suites;

/// <summary>The same ten hot paths in APIs of growing size.</summary>
[MemoryDiagnoser]
public class RouteBenchmarks
{
    private RouteFixture _fixture = null!;

    [Params(10, 100, 1_000, 10_000)]
    public int Routes { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _fixture = new RouteFixture(Routes);
        Verdict.MustBe(Match());
    }

    [Benchmark]
    public bool Match() => _fixture.DecideNext();
}
