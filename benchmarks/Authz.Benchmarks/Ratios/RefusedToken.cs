using Authz.Benchmarks.Fixtures;
using Authz.Testing;

namespace Authz.Benchmarks.Ratios;

/// <summary>A token that is refused before its signature is looked at.</summary>
public sealed record RefusedToken(RefusalReason Reason, string Token)
{
    public static IEnumerable<RefusedToken> BeforeTheSignature(ApiFixture fixture)
    {
        SigningKey key = fixture.Issuer.CurrentKey;
        string valid = fixture.Mint();
        yield return new RefusedToken(RefusalReason.TokenMalformed, valid.Remove(valid.LastIndexOf('.'), 1));
        yield return new RefusedToken(RefusalReason.TokenMalformed, valid.Insert(valid.LastIndexOf('.') - 3, "="));
        yield return new RefusedToken(RefusalReason.AlgorithmNotAllowed, ApiFixture.TypicalToken(fixture.Issuer).WithHeader("alg", "HS256").Sign(key));
        yield return new RefusedToken(RefusalReason.KeyUnknown, ApiFixture.TypicalToken(fixture.Issuer).WithHeader("kid", "nobody-knows").Sign(key));
        yield return new RefusedToken(RefusalReason.IssuerMismatch, ApiFixture.TypicalToken(fixture.Issuer).With("iss", "https://issuer.example.com/tenant-2").Sign(key));
        yield return new RefusedToken(RefusalReason.TokenExpired, ApiFixture.TypicalToken(fixture.Issuer).With("exp", DateTimeOffset.UtcNow.AddHours(-1)).Sign(key));
    }
}
