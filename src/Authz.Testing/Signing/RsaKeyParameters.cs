using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Authz.Testing.Signing;

/// <summary>An RSA key (RFC 7518 section 6.3).</summary>
internal sealed class RsaKeyParameters : IKeyParameters
{
    private readonly SigningAlgorithm _algorithm;
    private readonly RSAParameters _parameters;

    public RsaKeyParameters(SigningAlgorithm algorithm, RSA rsa)
    {
        _algorithm = algorithm;
        _parameters = rsa.ExportParameters(includePrivateParameters: true);
    }

    public static RsaKeyParameters Create(SigningAlgorithm algorithm, int keySizeInBits)
    {
        using RSA rsa = RSA.Create(keySizeInBits);
        return new RsaKeyParameters(algorithm, rsa);
    }

    /// <exception cref="CryptographicException">The numbers are no RSA key.</exception>
    public static RsaKeyParameters Read(SigningAlgorithm algorithm, JsonObject jwk)
    {
        using RSA rsa = RSA.Create(new RSAParameters
        {
            Modulus = JwkNumber.Read(jwk, "n"),
            Exponent = JwkNumber.Read(jwk, "e"),
            D = JwkNumber.Read(jwk, "d"),
            P = JwkNumber.Read(jwk, "p"),
            Q = JwkNumber.Read(jwk, "q"),
            DP = JwkNumber.Read(jwk, "dp"),
            DQ = JwkNumber.Read(jwk, "dq"),
            InverseQ = JwkNumber.Read(jwk, "qi"),
        });
        return new RsaKeyParameters(algorithm, rsa);
    }

    public JsonObject CreatePublicJwk() => new()
    {
        ["e"] = JwkNumber.Write(_parameters.Exponent),
        ["kty"] = "RSA",
        ["n"] = JwkNumber.Write(_parameters.Modulus),
    };

    public JsonObject CreatePrivateJwk()
    {
        JsonObject jwk = CreatePublicJwk();
        jwk["d"] = JwkNumber.Write(_parameters.D);
        jwk["p"] = JwkNumber.Write(_parameters.P);
        jwk["q"] = JwkNumber.Write(_parameters.Q);
        jwk["dp"] = JwkNumber.Write(_parameters.DP);
        jwk["dq"] = JwkNumber.Write(_parameters.DQ);
        jwk["qi"] = JwkNumber.Write(_parameters.InverseQ);
        return jwk;
    }

    public byte[] Sign(byte[] data)
    {
        using RSA rsa = RSA.Create(_parameters);
        return rsa.SignData(data, _algorithm.Hash, _algorithm.Padding!);
    }
}
