using System.Text.Json.Nodes;
using Authz.Binding;
using Authz.Signatures;
using Authz.Testing;
using Authz.Tokens;

namespace Authz.Tests.Binding;

public sealed class ProofCheckTests
{
    public static TheoryData<string> Algorithms() => [.. ProofAlgorithms.Names.Split(' ')];

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Accepts_AProof_AndNotTwice(string algorithm)
    {
        using BindingApi api = new();
        SigningKey key = TestKeys.For(algorithm);
        string token = BindingApi.BoundTo(key);
        string proof = api.Proof(token, key).Sign(key);

        Assert.Null(api.Reason(token, proof));
        Assert.Equal(RefusalReason.ProofReplayed, api.Reason(token, proof));
        Assert.Null(api.Reason(token, api.Proof(token, key).Sign(key)));
    }

    [Fact]
    public void Rejects_EachTamperedProof_ForItsCheck()
    {
        foreach (TamperedProof tampered in TamperedProof.All)
        {
            using BindingApi api = new();
            string token = BindingApi.BoundTo(BindingApi.Key);
            AuthorizationDecision decision = api.Decide(token, tampered.Make(api.Proof(token), BindingApi.Key));

            ProofRule rule = ProofRules.Of(Enum.Parse<ProofStatus>(tampered.Status));
            Assert.Equal((tampered.Name, (RefusalReason?)rule.Reason), (tampered.Name, decision.Reason));
            Assert.Equal((tampered.Name, rule.Explanation), (tampered.Name, decision.Explanation));
            Assert.Contains($"error_description=\"{rule.Description}\"", decision.Challenge, StringComparison.Ordinal);
        }
    }

    // A second fault never hides the first: with each pair the request is refused, for one of the two.
    [Fact]
    public void Rejects_EachPairOfFaults()
    {
        using BindingApi api = new();
        string token = BindingApi.BoundTo(BindingApi.Key);
        int pairs = 0;
        foreach (TamperedProof first in TamperedProof.All)
        {
            foreach (TamperedProof second in TamperedProof.All.SkipWhile(other => other != first).Skip(1))
            {
                if (first.And(second) is { } both)
                {
                    pairs++;
                    Assert.False(api.Decide(token, both.Make(api.Proof(token), BindingApi.Key)).IsAllowed, both.Name);
                }
            }
        }

        Assert.True(pairs > 800, $"{pairs} pairs");
    }

    // The key's header is known by then, which must change nothing.
    [Fact]
    public void Rejects_EachTamperedProof_OfAKeyThatWasAcceptedBefore()
    {
        using BindingApi api = new();
        string token = BindingApi.BoundTo(BindingApi.Key);
        Assert.Null(api.Reason(token, api.Proof(token).Sign(BindingApi.Key)));
        foreach (TamperedProof tampered in TamperedProof.All)
        {
            ProofRule rule = ProofRules.Of(Enum.Parse<ProofStatus>(tampered.Status));
            AuthorizationDecision decision = api.Decide(token, tampered.Make(api.Proof(token), BindingApi.Key));
            Assert.Equal((tampered.Name, rule.Explanation), (tampered.Name, decision.Explanation));
        }
    }

    [Theory]
    [InlineData(-61, false)]
    [InlineData(-60, true)]
    [InlineData(0, true)]
    [InlineData(5, true)]
    [InlineData(6, false)]
    public void Compares_IatWithTheClock_AtTheEdges(int seconds, bool isAllowed)
    {
        using BindingApi api = new();
        string token = BindingApi.BoundTo(BindingApi.Key);
        string proof = api.Proof(token).With("iat", TestApi.Now + seconds).Sign(BindingApi.Key);
        Assert.Equal(isAllowed, api.Decide(token, proof).IsAllowed);
    }

    [Fact]
    public void Rejects_TheReplay_ForAsLongAsTheProofIsInForce()
    {
        using BindingApi api = new();
        string token = BindingApi.BoundTo(BindingApi.Key);
        string proof = api.Proof(token).With("iat", TestApi.Now + 5).Sign(BindingApi.Key);

        Assert.Null(api.Reason(token, proof));
        api.Api.Time.Advance(TimeSpan.FromSeconds(65));
        Assert.Equal(RefusalReason.ProofReplayed, api.Reason(token, proof));
        api.Api.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(RefusalReason.ProofInvalid, api.Reason(token, proof));
    }

    [Fact]
    public void Rejects_TheReplay_AfterAReload()
    {
        using BindingApi api = new();
        string token = BindingApi.BoundTo(BindingApi.Key);
        string proof = api.Proof(token).Sign(BindingApi.Key);
        Assert.Null(api.Reason(token, proof));

        api.Api.Authorizer.Reload(api.Api.Authorizer.Definition);

        Assert.Equal(RefusalReason.ProofReplayed, api.Reason(token, proof));
    }

    [Fact]
    public void Rejects_NoProof_TwoProofs_AndAnEmptyOne()
    {
        using BindingApi api = new();
        string token = BindingApi.BoundTo(BindingApi.Key);
        string proof = api.Proof(token).Sign(BindingApi.Key);
        HeaderSource twice = new(token, static (state, name) =>
            name == "DPoP" ? HeaderValue.Repeated : new HeaderValue($"DPoP {state}"));

        Assert.Equal(RefusalReason.ProofMissing, api.Reason(token, null));
        Assert.Equal(RefusalReason.ProofInvalid, api.Reason(token, ""));
        Assert.Equal(RefusalReason.ProofInvalid, api.Api.Authorizer.Authorize(new AuthorizationRequest("GET", "/pets", twice)).Reason);
        Assert.Equal(RefusalReason.ProofInvalid, api.Reason(token, new string('a', 9_000)));
        Assert.Null(api.Reason(token, proof));
    }

    // RFC 9449 section 11.5: neither is the other.
    [Fact]
    public void Rejects_ATokenAsAProof_AndAProofAsAToken()
    {
        using BindingApi api = new();
        string token = BindingApi.BoundTo(BindingApi.Key);
        string proof = api.Proof(token).Sign(BindingApi.Key);

        Assert.Equal(RefusalReason.ProofInvalid, api.Reason(token, token));
        Assert.Equal(RefusalReason.ClaimMissing, api.Reason(proof, proof));
    }

    [Fact]
    public void Rejects_AProofOfAKeyThatThePlatformRefuses()
    {
        using BindingApi api = new();
        JsonObject jwk = BindingApi.Key.CreateProof("GET", "x").Header["jwk"]!.DeepClone().AsObject();
        jwk["y"] = jwk["x"]!.GetValue<string>();
        string thumbprint = Thumbprint.Of(System.Text.Encoding.UTF8.GetBytes(jwk.ToJsonString())).ToString();
        string token = BindingApi.Token(new JsonObject { ["jkt"] = thumbprint });

        AuthorizationDecision decision = api.Decide(token, api.Proof(token).WithHeader("jwk", jwk).Sign(BindingApi.Key));

        Assert.Equal(ProofRules.Of(ProofStatus.KeyNotUsable).Explanation, decision.Explanation);
    }

    [Theory]
    [InlineData("RS256", 2048, true)]
    [InlineData("RS256", 4096, true)]
    [InlineData("RS256", 1024, false)]
    [InlineData("RS256", 4104, false)]
    public void Accepts_RsaKeys_OfFewSizes(string algorithm, int bits, bool isAllowed)
    {
        using BindingApi api = new();
        SigningKey key = SigningKey.CreateRsa(algorithm, bits);
        string token = BindingApi.BoundTo(key);
        Assert.Equal(isAllowed, api.Decide(token, api.Proof(token, key).Sign(key)).IsAllowed);
    }

    [Fact]
    public void Accepts_TheTargetThatTheClientSent()
    {
        using BindingApi api = new();
        string token = BindingApi.BoundTo(BindingApi.Key);
        string proof = BindingApi.Key.CreateProof("GET", BindingApi.Origin + "/dev/pets", token, api.Api.Time).Sign(BindingApi.Key);
        AuthorizationRequest request = BindingApi.Request($"dpop {token}", proof, target: "/pets?x=1");

        Assert.Equal(RefusalReason.ProofInvalid, api.Api.Authorizer.Authorize(request).Reason);
        Assert.True(api.Api.Authorizer.Authorize(request with { PublicTarget = "/dev/pets?x=1" }).IsAllowed);
    }

    [Fact]
    public void Explains_AProof_WithoutUsingItUp()
    {
        using BindingApi api = new();
        string token = BindingApi.BoundTo(BindingApi.Key);
        string proof = api.Proof(token).Sign(BindingApi.Key);
        AuthorizationRequest request = BindingApi.Request($"DPoP {token}", proof);

        Assert.True(api.Api.Authorizer.Explain(request).Decision.IsAllowed);
        Assert.True(api.Api.Authorizer.Authorize(request).IsAllowed);
        ExplanationStep refused = api.Api.Authorizer.Explain(request).RefusedStep!;
        Assert.Equal((DecisionCheck.Proof, 8), (refused.Check, refused.Stage));
        Assert.Contains("jti", refused.Found, StringComparison.Ordinal);
    }

    [Fact]
    public void Explains_EachTamperedProof_AsItIsDecided()
    {
        using BindingApi api = new();
        string token = BindingApi.BoundTo(BindingApi.Key);
        foreach (TamperedProof tampered in TamperedProof.All)
        {
            string proof = tampered.Make(api.Proof(token), BindingApi.Key);
            Explanation explanation = api.Api.Authorizer.Explain(BindingApi.Request($"DPoP {token}", proof));
            Assert.Equal((tampered.Name, api.Reason(token, proof)), (tampered.Name, explanation.Decision.Reason));
            Assert.Equal((tampered.Name, DecisionCheck.Proof), (tampered.Name, explanation.RefusedStep!.Check));
            Assert.NotEmpty(explanation.RefusedStep.Found);
        }
    }

    [Theory]
    [InlineData("ES256")]
    [InlineData("RS256")]
    public void Allocates_NothingBeyondThePlatform(string algorithm)
    {
        using BindingApi api = new(BindingApi.Allowed with { Nonce = true });
        SigningKey key = TestKeys.For(algorithm);
        string token = BindingApi.BoundTo(key);
        string nonce = api.Decide(token, api.Proof(token, key).Sign(key)).ProofNonce!;
        Queue<AuthorizationRequest> requests = new(Enumerable.Range(0, 20).Select(_ =>
            BindingApi.Request($"DPoP {token}", api.Proof(token, key).With("nonce", nonce).Sign(key))));
        Assert.True(api.Api.Authorizer.Authorize(requests.Dequeue()).IsAllowed);
        SignatureVerifier verifier = TestKeys.VerifierOf(key);
        byte[] input = [1, 2, 3];
        byte[] signature = key.Sign(input);
        JwsAlgorithm parsed = JwsAlgorithmNames.Parse(algorithm);
        long floor = AllocatedBytes.Of(() => Assert.True(verifier.Verify(parsed, input, signature)));

        Assert.Equal(floor, AllocatedBytes.Of(() => Assert.True(api.Api.Authorizer.Authorize(requests.Dequeue()).IsAllowed)));
    }

    [Fact]
    public void Rejects_BeforeTheSignature_WithoutAllocation()
    {
        using BindingApi api = new();
        string token = BindingApi.BoundTo(BindingApi.Key);
        Assert.Null(api.Reason(token, api.Proof(token).Sign(BindingApi.Key)));
        // What a key says besides its numbers is read once it is known to be the token's: nobody else's key gets so far.
        string[] ofTheOwner = ["key_ops that are for signing", "alg of another key"];
        foreach (TamperedProof tampered in TamperedProof.All.Where(
            one => one.Status != nameof(ProofStatus.SignatureInvalid) && !ofTheOwner.Contains(one.Name)))
        {
            AuthorizationRequest request = BindingApi.Request($"DPoP {token}", tampered.Make(api.Proof(token), BindingApi.Key));
            Assert.Equal((tampered.Name, 0L), (tampered.Name, AllocatedBytes.Of(
                () => Assert.False(api.Api.Authorizer.Authorize(request).IsAllowed))));
        }
    }
}
