using Authz.Benchmarks.Fixtures;
using Authz.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Authz.Benchmarks.Peers;

/// <summary>Microsoft's <see cref="JsonWebTokenHandler"/> as its documentation recommends: one handler and one set of parameters, key given.</summary>
public sealed class IdentityModelPeer
{
    private readonly JsonWebTokenHandler _handler = new();
    private readonly TokenValidationParameters _parameters;

    public IdentityModelPeer(FakeIssuer issuer) => _parameters = new TokenValidationParameters
    {
        ValidIssuer = issuer.Issuer,
        ValidAudience = ApiFixture.Audience,
        IssuerSigningKey = new JsonWebKey(issuer.CurrentKey.ToPublicJwk().ToJsonString()),
    };

    public bool Validate(string token) => _handler.ValidateTokenAsync(token, _parameters).GetAwaiter().GetResult().IsValid;
}
