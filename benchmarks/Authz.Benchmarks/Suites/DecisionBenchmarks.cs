using Authz.Benchmarks.Fixtures;
using Authz.Benchmarks.Floors;
using Authz.Benchmarks.Peers;
using BenchmarkDotNet.Attributes;

namespace Authz.Benchmarks.Suites;

/// <summary>A whole decision beside the floor and beside <c>JsonWebTokenHandler</c>.</summary>
[MemoryDiagnoser]
public class DecisionBenchmarks
{
    private readonly LookupFloor _lookup = new();
    private ApiFixture _forgetful = null!;
    private ApiFixture _remembering = null!;
    private SignatureFloor _signature = null!;
    private IdentityModelPeer _peer = null!;
    private AuthorizationRequest _first;
    private AuthorizationRequest _seen;
    private string _token = "";

    [Params("RS256", "PS256", "ES256")]
    public string Algorithm { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        _forgetful = new ApiFixture(Algorithm, remembers: false);
        _remembering = new ApiFixture(Algorithm, remembers: true);
        _token = _forgetful.Mint();
        _first = _forgetful.Request(_token);
        _seen = _remembering.Request(_remembering.Mint());
        _signature = new SignatureFloor([_token], _forgetful.Issuer.CurrentKey);
        _lookup.Add(_token);
        _peer = new IdentityModelPeer(_forgetful.Issuer);
        Verdict.MustBe(FirstSight() && SeenBefore() && SignatureFloor() && LookupFloor() && JsonWebTokenHandler());
    }

    [Benchmark(Baseline = true)]
    public bool SignatureFloor() => _signature.Verify();

    [Benchmark]
    public bool FirstSight() => _forgetful.Authorizer.Authorize(_first).IsAllowed;

    [Benchmark]
    public bool JsonWebTokenHandler() => _peer.Validate(_token);

    [Benchmark]
    public bool LookupFloor() => _lookup.Contains(_token);

    [Benchmark]
    public bool SeenBefore() => _remembering.Authorizer.Authorize(_seen).IsAllowed;
}
