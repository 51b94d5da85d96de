using Authz.Benchmarks.Fixtures;
using BenchmarkDotNet.Attributes;

namespace Authz.Benchmarks.Suites;

/// <summary>Many tokens: ten thousand in rotation, and a million by a Zipf distribution with exponent 0.99.</summary>
[MemoryDiagnoser]
public class WorkingSetBenchmarks
{
    private const int Draws = 1 << 16;

    private ApiFixture _fixture = null!;
    private AuthorizationRequest[] _requests = [];
    private int[] _order = [];
    private int _next;

    [Params("10,000 in rotation", "Zipf 0.99 over 1,000,000")]
    public string Tokens { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        bool isZipf = Tokens.StartsWith("Zipf", StringComparison.Ordinal);
        _fixture = new ApiFixture("ES256", remembers: true);
        _order = isZipf ? Zipf.Draw(1_000_000, 0.99, Draws * 8, seed: 1) : [.. Enumerable.Range(0, 10_000)];
        _requests = new AuthorizationRequest[isZipf ? 1_000_000 : 10_000];
        foreach (int number in _order.Distinct())
        {
            _requests[number] = _fixture.Request(_fixture.Mint(number));
        }

        Array.ForEach(_order, number => Verdict.MustBe(_fixture.Authorizer.Authorize(_requests[number]).IsAllowed));
    }

    [Benchmark]
    public bool Decide()
    {
        _next = _next == _order.Length - 1 ? 0 : _next + 1;
        return _fixture.Authorizer.Authorize(_requests[_order[_next]]).IsAllowed;
    }
}
