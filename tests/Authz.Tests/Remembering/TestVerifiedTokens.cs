using Authz.Keys;
using Authz.Remembering;
using Authz.Tests.Keys;
using Authz.Tests.Tokens;
using Authz.Tokens;
using Authz.Verification;
using Microsoft.Extensions.Time.Testing;

namespace Authz.Tests.Remembering;

/// <summary>Makes verified tokens as the verifier does, without the cost of signatures.</summary>
internal sealed class TestVerifiedTokens : IDisposable
{
    private readonly IssuerKeysRegistry _keys;
    private readonly CompiledIssuer _issuer;
    private readonly VerificationKey _key;

    public TestVerifiedTokens()
    {
        var time = new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(TestApi.Now));
        var configuration = new JwtConfiguration
        {
            Issuer = TestApi.Issuer,
            Audience = [TestApi.Audience],
            Jwks = TestKeys.SetOf(TestKeys.For("ES256")).ToJsonString(),
        };
        _keys = new IssuerKeysRegistry(new ApiAuthorizerOptions { TimeProvider = time });
        CompatibilityProfile profile = CompatibilityProfile.Standard;
        _issuer = new CompiledIssuer(configuration, tenant: null, profile, _keys.GetOrAdd(configuration, profile));
        _issuer.Keys.Find("ES256"u8, JwsAlgorithm.ES256, TestApi.Now, out VerificationKey? key);
        _key = key!;
        Verifier = new TokenVerifier([_issuer], remembered: null);
    }

    public TokenVerifier Verifier { get; }

    /// <summary>Another authorizer with the same issuer.</summary>
    public TokenVerifier AnotherVerifier(RememberedTokens? remembered = null) => new([_issuer], remembered);

    /// <summary>A token whose subject is that text.</summary>
    public VerifiedToken Make(string subject, long expires = TestApi.Now + 3600)
    {
        var reading = new PayloadReading($$"""{"sub":"{{subject}}","exp":{{expires}}}""");
        return new VerifiedToken(reading.Payload.AfterSignature(), _issuer, _key, JwsAlgorithm.ES256, "JWT"u8);
    }

    /// <summary>The token's characters; like a real one's, its end is its own.</summary>
    public static string Text(string subject) => $"header.{subject}.signature-of-{subject[..Math.Min(subject.Length, 32)]}";

    /// <summary>Ends the force of the key, as its disappearance from the issuer's set does.</summary>
    public void WithdrawKey() => _key.Withdraw();

    public void Dispose() => _keys.Dispose();
}
