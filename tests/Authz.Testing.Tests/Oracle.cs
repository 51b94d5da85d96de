using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Authz.Testing.Tests;

/// <summary>Another library's verdict on a token, so that what is minted here is not judged by ourselves.</summary>
internal static class Oracle
{
    /// <summary>Why Microsoft.IdentityModel refuses the token; null where it accepts it.</summary>
    public static async Task<Type?> Refuse(string token, SigningKey key, string issuer, string audience)
    {
        TokenValidationResult result = await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = issuer,
            ValidAudience = audience,
            IssuerSigningKey = new JsonWebKey(key.ToPublicJwk().ToJsonString()),
        });
        return result.Exception?.GetType();
    }
}
