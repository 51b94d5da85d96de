using System.Buffers.Text;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using NSec.Cryptography;

namespace Authz.Testing.Tests;

/// <summary>Another library's verdict on a token, so that what is minted here is not judged by ourselves.</summary>
internal static class Oracle
{
    /// <summary>
    /// Why Microsoft.IdentityModel refuses the token; null where it accepts it. It has no Ed25519, whose signatures NSec judges.
    /// </summary>
    public static async Task<Type?> Refuse(string token, SigningKey key, string issuer, string audience)
    {
        TokenValidationResult result = await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = issuer,
            ValidAudience = audience,
            IssuerSigningKey = new JsonWebKey(key.ToPublicJwk().ToJsonString()),
            SignatureValidator = key.Algorithm is "EdDSA" or "Ed25519" ? (text, _) => VerifyEd25519(text, key) : null,
        });
        return result.Exception?.GetType();
    }

    private static JsonWebToken VerifyEd25519(string text, SigningKey key)
    {
        JsonWebToken token = new(text);
        byte[] x = Base64Url.DecodeFromChars(key.ToPublicJwk()["x"]!.ToString());
        var publicKey = PublicKey.Import(SignatureAlgorithm.Ed25519, x, KeyBlobFormat.RawPublicKey);
        byte[] input = Encoding.ASCII.GetBytes(text[..text.LastIndexOf('.')]);
        bool isSigned = token.Alg == key.Algorithm && token.Kid == key.KeyId
            && SignatureAlgorithm.Ed25519.Verify(publicKey, input, Base64Url.DecodeFromChars(token.EncodedSignature));
        return isSigned ? token : throw new SecurityTokenInvalidSignatureException();
    }
}
