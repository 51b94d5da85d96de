using Authz.Benchmarks.Ratios;
using BenchmarkDotNet.Attributes;

namespace Authz.Benchmarks.Suites;

/// <summary>A thousand tokens in turn, of one authorizer with a growing number of issuers.</summary>
[MemoryDiagnoser]
public class IssuerBenchmarks
{
    private IssuerFixture _fixture = null!;

    [Params(1, 100, 1_000)]
    public int Issuers { get; set; }

    [Params(false, true)]
    public bool Remembers { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _fixture = new IssuerFixture(Issuers, Remembers);
        Verdict.MustBe(Decide());
    }

    [Benchmark]
    public bool Decide() => _fixture.DecideNext();
}
