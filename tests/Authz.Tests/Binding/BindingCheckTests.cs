using System.Text.Json.Nodes;
using Authz.Testing;

namespace Authz.Tests.Binding;

/// <summary>The token's <c>cnf</c> decides what must be proven, under each rule of a definition.</summary>
public sealed class BindingCheckTests
{
    private const string Certificate = "bwcK0esc3ACC3DB2Y5_lESsXE8o9ltc05O89jdN-dg2";

    private const TokenBindingRule No = TokenBindingRule.Refused;
    private const TokenBindingRule May = TokenBindingRule.Allowed;
    private const TokenBindingRule Must = TokenBindingRule.Required;

    // Columns: the rules; whether cnf has jkt and x5t#S256; whether the request comes with DPoP and a proof, and with the certificate.
    [Theory]
    [InlineData(No, No, false, false, false, false, null)]
    [InlineData(No, No, true, false, false, false, RefusalReason.ConfirmationUnsupported)]
    [InlineData(No, No, false, true, false, true, RefusalReason.ConfirmationUnsupported)]
    [InlineData(No, No, false, false, true, false, RefusalReason.TokenMissing)]
    [InlineData(May, No, false, false, false, false, null)]
    [InlineData(May, No, false, false, true, false, RefusalReason.ConfirmationMissing)]
    [InlineData(May, No, true, false, true, false, null)]
    [InlineData(May, No, true, false, false, false, RefusalReason.ProofInvalid)]
    [InlineData(May, No, true, true, true, true, RefusalReason.ConfirmationUnsupported)]
    [InlineData(Must, No, false, false, false, false, RefusalReason.ConfirmationMissing)]
    [InlineData(Must, No, true, false, true, false, null)]
    [InlineData(Must, No, true, false, false, false, RefusalReason.ProofInvalid)]
    [InlineData(No, May, false, false, false, false, null)]
    [InlineData(No, May, false, true, false, true, null)]
    [InlineData(No, May, false, true, false, false, RefusalReason.CertificateMismatch)]
    [InlineData(No, May, true, true, true, true, RefusalReason.TokenMissing)]
    [InlineData(No, Must, false, false, false, true, RefusalReason.ConfirmationMissing)]
    [InlineData(No, Must, false, true, false, true, null)]
    [InlineData(May, May, true, true, true, true, null)]
    [InlineData(May, May, true, true, true, false, RefusalReason.CertificateMismatch)]
    [InlineData(May, May, true, true, false, true, RefusalReason.ProofInvalid)]
    [InlineData(Must, Must, true, true, true, true, null)]
    [InlineData(Must, Must, true, false, true, true, RefusalReason.ConfirmationMissing)]
    [InlineData(Must, Must, false, true, true, true, RefusalReason.ConfirmationMissing)]
    public void Decides_ByTheRules(
        TokenBindingRule dpop, TokenBindingRule mutualTls, bool hasKey, bool hasCertificate, bool sendsProof, bool showsCertificate,
        RefusalReason? expected)
    {
        TokenBinding rules = new() { Dpop = dpop, MutualTls = mutualTls, Origins = dpop == No ? [] : [BindingApi.Origin] };
        JsonObject cnf = [];
        if (hasKey)
        {
            cnf["jkt"] = BindingApi.Key.Thumbprint;
        }

        if (hasCertificate)
        {
            cnf["x5t#S256"] = Certificate[..42] + "s";
        }

        string token = hasKey || hasCertificate ? BindingApi.Token(cnf) : TestApi.Token().Sign(TestKeys.For("ES256"));
        foreach (long remembered in new[] { 0L, 1 << 20 })
        {
            using BindingApi api = new(rules, remembered);
            for (int time = 0; time < 2; time++)
            {
                AuthorizationRequest request = BindingApi.Request(
                    (sendsProof ? "DPoP " : "Bearer ") + token, sendsProof ? api.Proof(token).Sign(BindingApi.Key) : null);
                request = request with { ClientCertificateThumbprint = showsCertificate ? Certificate[..42] + "s" : null };
                Assert.Equal(expected, api.Api.Authorizer.Authorize(request).Reason);
            }
        }
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"jkt":1}""")]
    [InlineData("""{"jkt":"x"}""")]
    [InlineData("""{"kid":"x"}""")]
    [InlineData("""{"jwk":{}}""")]
    [InlineData("""{"jkt":"BODY","x":1}""")]
    [InlineData("""{"jkt":null}""")]
    [InlineData("""["BODY"]""")]
    [InlineData("\"BODY\"")]
    [InlineData("null")]
    public void Rejects_AnythingElseInCnf(string cnf)
    {
        using BindingApi api = new();
        string payload = TestApi.Token().Claims.ToJsonString()[..^1] + $",\"cnf\":{cnf.Replace("BODY", BindingApi.Key.Thumbprint, StringComparison.Ordinal)}}}";
        string token = CompactJws.Sign("""{"alg":"ES256","kid":"ES256"}""", payload, TestKeys.For("ES256"));

        Assert.Equal(RefusalReason.ConfirmationUnsupported, api.Reason(token, api.Proof(token).Sign(BindingApi.Key)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("bwcK0esc3ACC3DB2Y5_lESsXE8o9ltc05O89jdN-dgt")]
    [InlineData("BWCK0ESC3ACC3DB2Y5_LESSXE8O9LTC05O89JDN-DG2")]
    public void Rejects_AThumbprintThatIsNotTheTokens(string thumbprint)
    {
        using BindingApi api = new(new TokenBinding { MutualTls = TokenBindingRule.Allowed });
        string token = BindingApi.Token(new JsonObject { ["x5t#S256"] = Certificate[..42] + "s" });
        AuthorizationRequest request = BindingApi.Request($"Bearer {token}", null) with { ClientCertificateThumbprint = thumbprint };

        Assert.Equal(RefusalReason.CertificateMismatch, api.Api.Authorizer.Authorize(request).Reason);
    }

    // A bearer token's way is the old one: a stray proof beside it is nobody's business.
    [Fact]
    public void Accepts_ABearerToken_BesideAStrayProof()
    {
        using BindingApi api = new();
        string token = TestApi.Token().Sign(TestKeys.For("ES256"));
        Assert.True(api.Api.Authorizer.Authorize(BindingApi.Request($"Bearer {token}", "x")).IsAllowed);
    }

    [Theory]
    [InlineData("DPoP")]
    [InlineData("DPoP ")]
    [InlineData("dpop  x")]
    [InlineData("DPoPx y")]
    public void Rejects_TheSchemeAlone(string authorization)
    {
        using BindingApi api = new();
        Assert.False(api.Api.Authorizer.Authorize(BindingApi.Request(authorization, null)).IsAllowed);
    }

    [Fact]
    public void Rejects_ScopeMissing_OnlyAfterTheProof()
    {
        using BindingApi api = new(route: route => route with { AuthorizationScopes = ["pets:read"] });
        string token = BindingApi.BoundTo(BindingApi.Key);

        Assert.Equal(RefusalReason.ProofMissing, api.Reason(token, null));
        AuthorizationDecision decision = api.Decide(token, api.Proof(token).Sign(BindingApi.Key));
        Assert.Equal(RefusalReason.ScopeMissing, decision.Reason);
        Assert.Contains("DPoP error=\"insufficient_scope\"", decision.Challenge, StringComparison.Ordinal);
    }
}
