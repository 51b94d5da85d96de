using Authz.Benchmarks.Fixtures;
using Authz.Testing;
using BenchmarkDotNet.Attributes;

namespace Authz.Benchmarks.Suites;

/// <summary>Tokens from the smallest to the largest that are looked at.</summary>
[MemoryDiagnoser]
public class TokenSizeBenchmarks
{
    private ApiFixture _forgetful = null!;
    private ApiFixture _remembering = null!;
    private AuthorizationRequest _first;
    private AuthorizationRequest _seen;

    [Params(512, 1_024, 2_048, 8_192)]
    public int Characters { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _forgetful = new ApiFixture("ES256", remembers: false);
        _remembering = new ApiFixture("ES256", remembers: true);
        _first = _forgetful.Request(MintOfSize(_forgetful));
        _seen = _remembering.Request(MintOfSize(_remembering));
        Verdict.MustBe(FirstSight() && SeenBefore());
    }

    [Benchmark]
    public bool FirstSight() => _forgetful.Authorizer.Authorize(_first).IsAllowed;

    [Benchmark]
    public bool SeenBefore() => _remembering.Authorizer.Authorize(_seen).IsAllowed;

    private string MintOfSize(ApiFixture fixture)
    {
        TestToken token = fixture.Issuer.Token(ApiFixture.Audience, ApiFixture.Scope);
        int missing = Characters - token.Sign(fixture.Issuer.CurrentKey).Length;

        // Three bytes of payload are four characters; the claim's name and quotes take some too.
        return token.With("pad", new string('x', Math.Max(0, (missing * 3 / 4) - 9))).Sign(fixture.Issuer.CurrentKey);
    }
}
