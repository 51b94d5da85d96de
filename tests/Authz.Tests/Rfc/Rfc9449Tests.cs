using System.Text;
using System.Text.Json.Nodes;
using Authz.Binding;
using Authz.Credentials;
using Authz.Json;
using Authz.Tests.Binding;

namespace Authz.Tests.Rfc;

/// <summary>The examples of RFC 9449, of RFC 7638 and of RFC 8037 that concern resource servers.</summary>
public sealed class Rfc9449Tests
{
    // Section 7.1, figure 12 with the token and proof of figures 13 and 14.
    private const string Token = "Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU";

    private const string Proof =
        "eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6IkVTMjU2IiwiandrIjp7Imt0eSI6IkVDIiwieCI6Imw4dEZyaHgtMzR0VjNoUklDUkRZOXpDa0RscEJoRjQyVVFVZldWQVdCR" +
        "nMiLCJ5IjoiOVZFNGpmX09rX282NHpiVFRsY3VOSmFqSG10NnY5VERWclUwQ2R2R1JEQSIsImNydiI6IlAtMjU2In19.eyJqdGkiOiJlMWozVl9iS2ljOC1MQUVCIiwia" +
        "HRtIjoiR0VUIiwiaHR1IjoiaHR0cHM6Ly9yZXNvdXJjZS5leGFtcGxlLm9yZy9wcm90ZWN0ZWRyZXNvdXJjZSIsImlhdCI6MTU2MjI2MjYxOCwiYXRoIjoiZlVIeU8ycj" +
        "JaM0RaNTNFc05yV0JiMHhXWG9hTnk1OUlpS0NBcWtzbVFFbyJ9.2oW9RP35yRqzhrtNP86L-Ey71EOptxRimPPToA1plemAgR6pxHF8y6-yqyVnmcw6Fy1dqd-jfxSYoM" +
        "xhAJpLjA";

    [Fact]
    public void Accepts_TheProofOfSection7_1()
    {
        ProofCheck check = new(
            new TokenBinding { Dpop = TokenBindingRule.Required, Origins = ["https://resource.example.org"] },
            new ProofMemory(TimeProvider.System));
        AuthorizationRequest request = BindingApi.Request($"DPoP {Token}", Proof, target: "/protectedresource");
        Assert.True(Thumbprint.TryParse("0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I"u8, out Thumbprint key));

        Assert.Equal(ProofStatus.Held, Judge(check, request, key, 1_562_262_618));
        Assert.Equal(ProofStatus.Replayed, Judge(check, request, key, 1_562_262_618));
        Assert.Equal(ProofStatus.TooOld, Judge(check, request, key, 1_562_262_679));
        Assert.Equal(ProofStatus.OtherMethod, Judge(check, request with { Method = "POST" }, key, 1_562_262_618));
        Assert.Equal(ProofStatus.OtherTarget, Judge(check, request with { Target = "/other" }, key, 1_562_262_618));
        Assert.Equal(ProofStatus.OtherKey, Judge(check, request, default, 1_562_262_618));
    }

    // RFC 7638 section 3.1; RFC 8037 appendix A.3.
    [Theory]
    [InlineData(
        """
        {"kty":"RSA","n":"0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw","e":"AQAB","alg":"RS256","kid":"2011-04-29"}
        """,
        "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs")]
    [InlineData(
        """{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}""", "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k")]
    [InlineData(
        """
        {"kty":"EC","x":"l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs","y":"9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA","crv":"P-256"}
        """,
        "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I")]
    public void Computes_TheThumbprints(string jwk, string expected)
    {
        Assert.True(ProofJwk.TryGetThumbprint(Encoding.UTF8.GetBytes(jwk), new ulong[JsonNameScopes.MaximumNames], out Thumbprint thumbprint));
        Assert.Equal(expected, thumbprint.ToString());
    }

    // Section 7.1, figure 16; section 9, figure 18.
    [Theory]
    [InlineData(TokenBindingRule.Required, null, "DPoP algs=\"ALGS\"")]
    [InlineData(TokenBindingRule.Allowed, null, "Bearer, DPoP algs=\"ALGS\"")]
    [InlineData(TokenBindingRule.Allowed, "Bearer x", "Bearer error=\"invalid_token\", error_description=\"the token is not a signed JWT whose header names its key\", DPoP algs=\"ALGS\"")]
    [InlineData(TokenBindingRule.Allowed, "DPoP x", "Bearer, DPoP error=\"invalid_token\", error_description=\"the token is not a signed JWT whose header names its key\", algs=\"ALGS\"")]
    [InlineData(TokenBindingRule.Required, "DPoP x", "DPoP error=\"invalid_token\", error_description=\"the token is not a signed JWT whose header names its key\", algs=\"ALGS\"")]
    public void Challenges_WithTheSchemesThatAreAccepted(TokenBindingRule rule, string? authorization, string expected)
    {
        using BindingApi api = new(BindingApi.Allowed with { Dpop = rule });
        Assert.Equal(
            expected.Replace("ALGS", ProofAlgorithms.Names, StringComparison.Ordinal),
            api.Api.Authorizer.Authorize(BindingApi.Request(authorization, null)).Challenge);
    }

    // Section 7.2: the downgrade.
    [Fact]
    public void Challenges_ABoundTokenThatCameAsBearer()
    {
        using BindingApi api = new();
        AuthorizationDecision decision = api.Api.Authorizer.Authorize(
            BindingApi.Request($"Bearer {BindingApi.Token(new JsonObject { ["jkt"] = BindingApi.Key.Thumbprint })}", null));
        Assert.Equal(
            "Bearer error=\"invalid_token\", error_description=\"the token is bound to a key and was sent as a bearer token\", " +
            $"DPoP algs=\"{ProofAlgorithms.Names}\"",
            decision.Challenge);
    }

    private static ProofStatus Judge(ProofCheck check, AuthorizationRequest request, Thumbprint key, long now) =>
        check.Judge(request, new TokenText(Token, 0, Token.Length), key, now, isTrial: false, out _, out _);
}
