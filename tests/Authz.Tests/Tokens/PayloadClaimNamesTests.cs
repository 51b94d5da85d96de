using System.Text;
using Authz.Tokens;

namespace Authz.Tests.Tokens;

public sealed class PayloadClaimNamesTests
{
    private static readonly Dictionary<string, PayloadClaim> s_claims = new(StringComparer.Ordinal)
    {
        ["iss"] = PayloadClaim.Issuer,
        ["sub"] = PayloadClaim.Subject,
        ["aud"] = PayloadClaim.Audience,
        ["client_id"] = PayloadClaim.ClientId,
        ["exp"] = PayloadClaim.Expires,
        ["nbf"] = PayloadClaim.NotBefore,
        ["iat"] = PayloadClaim.IssuedAt,
        ["jti"] = PayloadClaim.TokenId,
        ["scope"] = PayloadClaim.Scope,
        ["scp"] = PayloadClaim.Scp,
        ["cnf"] = PayloadClaim.Confirmation,
    };

    [Fact]
    public void Recognizes_EachClaim() => Assert.All(s_claims, claim => Assert.Equal(claim.Value, Identify(claim.Key)));

    [Fact]
    public void Recognizes_NoNameThatDiffersInOneCharacter() =>
        Assert.All(NearNames.Of(s_claims.Keys), name => Assert.Equal((name, s_claims.GetValueOrDefault(name)), (name, Identify(name))));

    private static PayloadClaim Identify(string name) => PayloadClaimNames.Identify(Encoding.Latin1.GetBytes(name));
}
