using Authz.Benchmarks.Fixtures;
using Authz.Benchmarks.Floors;
using Authz.Benchmarks.Ratios;
using BenchmarkDotNet.Attributes;

namespace Authz.Benchmarks.Suites;

/// <summary>What each refusal costs: whoever sends bad tokens chooses which.</summary>
[MemoryDiagnoser]
public class RefusalBenchmarks
{
    private ApiFixture _fixture = null!;
    private SignatureFloor _floor = null!;
    private AuthorizationRequest _request;

    public static IEnumerable<RefusalReason> Reasons { get; } = [.. RefusedToken.Reasons];

    [ParamsSource(nameof(Reasons))]
    public RefusalReason Reason { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _fixture = new ApiFixture("RS256", remembers: true);
        _floor = new SignatureFloor([_fixture.Mint()], _fixture.Issuer.CurrentKey);
        _request = _fixture.Request(RefusedToken.All(_fixture).First(refused => refused.Reason == Reason).Token);
        _fixture.Authorizer.AuthorizeAsync(_request).AsTask().GetAwaiter().GetResult();
        Verdict.MustBe(_fixture.Authorizer.Authorize(_request).Reason == Reason);
    }

    [Benchmark(Baseline = true)]
    public bool SignatureFloor() => _floor.Verify();

    [Benchmark]
    public bool Refusal() => _fixture.Authorizer.Authorize(_request).IsAllowed;
}
