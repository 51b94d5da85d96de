using Microsoft.IdentityModel.Tokens;

namespace Authz.Testing.Tests;

public sealed class CompactJwsTests
{
    private static readonly FakeIssuer s_issuer = new();

    [Fact]
    public void Sign_KeepsHeaderAndPayloadUnchanged()
    {
        string token = CompactJws.Sign("{ }", "no json", s_issuer.CurrentKey);

        Assert.StartsWith("eyB9.bm8ganNvbg.", token, StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutSignature_EndsInAPeriod() => Assert.Equal("e30.e30.", CompactJws.WithoutSignature("{}", "{}"));

    [Fact]
    public async Task ReplacePayload_BreaksTheSignature()
    {
        string token = s_issuer.Mint("pets-api");
        string tampered = CompactJws.ReplacePayload(token, s_issuer.Token("pets-api", "admin").Claims.ToJsonString());

        Assert.Equal(token.Split('.')[2], tampered.Split('.')[2]);
        Assert.Equal(
            typeof(SecurityTokenInvalidSignatureException),
            await Oracle.Refuse(tampered, s_issuer.CurrentKey, s_issuer.Issuer, "pets-api"));
    }

    [Fact]
    public async Task ReplaceSignature_BreaksTheSignature()
    {
        string tampered = CompactJws.ReplaceSignature(s_issuer.Mint("pets-api"), new byte[256]);

        Assert.Equal(
            typeof(SecurityTokenInvalidSignatureException),
            await Oracle.Refuse(tampered, s_issuer.CurrentKey, s_issuer.Issuer, "pets-api"));
    }

    [Fact]
    public void Rejects_TextWithoutThreeParts() => Assert.Throws<ArgumentException>(() => CompactJws.ReplacePayload("a.b", "{}"));
}
