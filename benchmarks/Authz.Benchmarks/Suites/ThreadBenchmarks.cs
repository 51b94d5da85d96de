using Authz.Benchmarks.Fixtures;
using Authz.Benchmarks.Floors;
using BenchmarkDotNet.Attributes;

namespace Authz.Benchmarks.Suites;

/// <summary>A remembered token on one thread and on two.</summary>
public class ThreadBenchmarks
{
    private const int Calls = 100_000;

    private readonly LookupFloor _floor = new();
    private ApiFixture _fixture = null!;
    private AuthorizationRequest _request;
    private string _token = "";

    [Params(1, 2)]
    public int Threads { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _fixture = new ApiFixture("RS256", remembers: true);
        _token = _fixture.Mint();
        _request = _fixture.Request(_token);
        _floor.Add(_token);
        Verdict.MustBe(_fixture.Authorizer.Authorize(_request).IsAllowed);
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Calls)]
    public void LookupFloor() => OnEachThread(() => _floor.Contains(_token));

    [Benchmark(OperationsPerInvoke = Calls)]
    public void SeenBefore() => OnEachThread(() => _fixture.Authorizer.Authorize(_request).IsAllowed);

    private void OnEachThread(Func<bool> action) => Parallel.For(0, Threads, new ParallelOptions { MaxDegreeOfParallelism = Threads }, _ =>
    {
        for (int call = 0; call < Calls; call++)
        {
            action();
        }
    });
}
