using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Authz.Testing.Signing;

/// <summary>A key on the curve of its algorithm (RFC 7518 section 6.2).</summary>
internal sealed class EcKeyParameters : IKeyParameters
{
    private readonly SigningAlgorithm _algorithm;
    private readonly ECParameters _parameters;

    public EcKeyParameters(SigningAlgorithm algorithm, ECDsa ecdsa)
    {
        _algorithm = algorithm;
        _parameters = ecdsa.ExportParameters(includePrivateParameters: true);
    }

    public static EcKeyParameters Create(SigningAlgorithm algorithm)
    {
        using ECDsa ecdsa = ECDsa.Create(algorithm.Curve!.Curve);
        return new EcKeyParameters(algorithm, ecdsa);
    }

    /// <exception cref="CryptographicException">The numbers are no key on the algorithm's curve.</exception>
    public static EcKeyParameters Read(SigningAlgorithm algorithm, JsonObject jwk)
    {
        using ECDsa ecdsa = ECDsa.Create(new ECParameters
        {
            Curve = algorithm.Curve!.Curve,
            Q = new ECPoint { X = JwkNumber.Read(jwk, "x"), Y = JwkNumber.Read(jwk, "y") },
            D = JwkNumber.Read(jwk, "d"),
        });
        return new EcKeyParameters(algorithm, ecdsa);
    }

    public JsonObject CreatePublicJwk() => new()
    {
        ["crv"] = _algorithm.Curve!.Name,
        ["kty"] = "EC",
        ["x"] = JwkNumber.Write(_parameters.Q.X),
        ["y"] = JwkNumber.Write(_parameters.Q.Y),
    };

    public JsonObject CreatePrivateJwk()
    {
        JsonObject jwk = CreatePublicJwk();
        jwk["d"] = JwkNumber.Write(_parameters.D);
        return jwk;
    }

    public byte[] Sign(byte[] data)
    {
        using ECDsa ecdsa = ECDsa.Create(_parameters);
        return ecdsa.SignData(data, _algorithm.Hash);
    }
}
