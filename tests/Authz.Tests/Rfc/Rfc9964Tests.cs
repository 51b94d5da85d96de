using System.Security.Cryptography;
using Authz.Testing;
using Authz.Tests.Attacks;
using Authz.Tests.Definitions;

namespace Authz.Tests.Rfc;

/// <summary>RFC 9964, ML-DSA in JOSE: what a platform without the algorithm says of it.</summary>
public sealed class Rfc9964Tests
{
    public static TheoryData<string> Algorithms() => ["ML-DSA-44", "ML-DSA-65", "ML-DSA-87"];

    [Theory]
    [MemberData(nameof(Algorithms))]
    public async Task Rejects_ATokenThatThePlatformCannotVerify_AndSaysSo(string algorithm)
    {
        using var api = new TestApi();
        string token = Forged.SignHeader($$"""{"alg":"{{algorithm}}","kid":"ES256"}""");

        Assert.Equal(RefusalReason.AlgorithmNotAllowed, await api.ReasonAsync(token));
        Explanation explanation = await api.Authorizer.ExplainAsync(TestApi.Request(token));
        Assert.Equal(
            !MLDsa.IsSupported,
            explanation.RefusedStep!.Found.Contains(
                $"alg \"{algorithm}\", which this platform's cryptography does not support", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Rejects_ADefinitionThatNamesIt_WhereThePlatformLacksIt(string algorithm)
    {
        string problems = TestDefinitions.Problems(TestDefinitions.With(TestDefinitions.Issuer with { Algorithms = ["ES256", algorithm] }));
        Assert.Equal(
            MLDsa.IsSupported
                ? ""
                : $"/authorizers/idp/jwtConfiguration/0/algorithms/1: The algorithm '{algorithm}' is not supported by this platform's " +
                  "cryptography. Choose from RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512, EdDSA, Ed25519.",
            problems);
    }

    [Fact]
    public async Task TheService_KnowsRsaOnly()
    {
        using var api = new TestApi(mode: CompatibilityMode.Aws);
        Assert.Equal(
            RefusalReason.AlgorithmNotAllowed, await api.ReasonAsync(Forged.SignHeader("""{"alg":"ML-DSA-44","kid":"ES256"}""")));
    }
}
