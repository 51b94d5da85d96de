using Authz.Benchmarks.Fixtures;
using Authz.Testing;

namespace Authz.Benchmarks.Ratios;

/// <summary>A token that is refused, and why.</summary>
/// <param name="Reason">The reason.</param>
/// <param name="What">What is wrong with the token.</param>
/// <param name="Token">The token.</param>
public sealed record RefusedToken(RefusalReason Reason, string What, string Token)
{
    /// <summary>The reasons that <see cref="All"/> has a token for.</summary>
    public static IReadOnlyList<RefusalReason> Reasons { get; } =
    [
        RefusalReason.TokenMalformed, RefusalReason.AlgorithmNotAllowed, RefusalReason.KeyUnknown, RefusalReason.IssuerMismatch,
        RefusalReason.TokenExpired, RefusalReason.SignatureInvalid, RefusalReason.AudienceMismatch, RefusalReason.ScopeMissing,
    ];

    /// <summary>Tokens that are refused before their signature is looked at.</summary>
    public static IEnumerable<RefusedToken> BeforeTheSignature(ApiFixture fixture)
    {
        SigningKey key = fixture.Issuer.CurrentKey;
        string valid = fixture.Mint();
        yield return new(RefusalReason.TokenMalformed, "two parts", valid.Remove(valid.LastIndexOf('.'), 1));
        yield return new(RefusalReason.TokenMalformed, "padding in the payload", valid.Insert(valid.LastIndexOf('.') - 3, "="));
        yield return new(RefusalReason.AlgorithmNotAllowed, "HS256", Typical(fixture).WithHeader("alg", "HS256").Sign(key));
        yield return new(RefusalReason.KeyUnknown, "unknown kid", Typical(fixture).WithHeader("kid", "nobody-knows").Sign(key));
        yield return new(RefusalReason.IssuerMismatch, "another issuer", Typical(fixture).With("iss", "https://issuer.example.com/tenant-2").Sign(key));
        yield return new(RefusalReason.TokenExpired, "expired", Typical(fixture).With("exp", DateTimeOffset.UtcNow.AddHours(-1)).Sign(key));
    }

    /// <summary>Those, and tokens that are refused after their signature.</summary>
    public static IEnumerable<RefusedToken> All(ApiFixture fixture)
    {
        SigningKey key = fixture.Issuer.CurrentKey;
        string valid = fixture.Mint();
        string other = fixture.Mint(number: 1);
        return
        [
            .. BeforeTheSignature(fixture),
            new(RefusalReason.SignatureInvalid, "another token's signature", valid[..valid.LastIndexOf('.')] + other[other.LastIndexOf('.')..]),
            new(RefusalReason.AudienceMismatch, "another audience", Typical(fixture).With("aud", "owners-api").Sign(key)),
            new(RefusalReason.ScopeMissing, "no scope", Typical(fixture).Without("scope").Sign(key)),
        ];
    }

    private static TestToken Typical(ApiFixture fixture) => ApiFixture.TypicalToken(fixture.Issuer);
}
