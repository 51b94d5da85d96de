using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Authz.Testing;
using Jose;

namespace Authz.Tests.Properties;

/// <summary>What jose-jwt says of a token's signature; it judges no claims.</summary>
internal sealed class JoseOracle
{
    private readonly Dictionary<string, object> _keys =
        new DifferentialDefinition().Keys.ToDictionary(key => key.Algorithm, Import, StringComparer.Ordinal);

    public bool IsSigned(string token, DifferentialDefinition definition)
    {
        try
        {
            IDictionary<string, object> header = JWT.Headers(token);
            return header.TryGetValue("alg", out object? algorithm) && algorithm is string name
                && Array.Exists(definition.Keys, published => published.Algorithm == name) && _keys.TryGetValue(name, out object? key)
                && JWT.DecodeBytes(token, key, Enum.Parse<JwsAlgorithm>(name)).Length > 0;
        }
        catch (Exception exception) when (exception is JoseException or FormatException or ArgumentException or IndexOutOfRangeException
            or System.Text.Json.JsonException or InvalidCastException or CryptographicException or InvalidOperationException
            or DecoderFallbackException or KeyNotFoundException)
        {
            return false;
        }
    }

    private static object Import(SigningKey key)
    {
        JsonObject jwk = key.ToPublicJwk();
        return key.Algorithm[0] == 'E'
            ? ECDsa.Create(
                new ECParameters { Curve = CurveOf(key.Algorithm), Q = new ECPoint { X = Decode(jwk["x"]), Y = Decode(jwk["y"]) } })
            : RSA.Create(new RSAParameters { Modulus = Decode(jwk["n"]), Exponent = Decode(jwk["e"]) });
    }

    private static ECCurve CurveOf(string algorithm) => algorithm switch
    {
        "ES256" => ECCurve.NamedCurves.nistP256,
        "ES384" => ECCurve.NamedCurves.nistP384,
        _ => ECCurve.NamedCurves.nistP521,
    };

    private static byte[] Decode(JsonNode? member) => System.Buffers.Text.Base64Url.DecodeFromChars(member!.ToString());
}
