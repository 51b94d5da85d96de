using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace Authz.Keys.Reading;

/// <summary>Reads one JWK (RFC 7517 section 4) into a public key that verifies signatures, or reports why it cannot.</summary>
internal static class JwkReader
{
    /// <param name="json">One element of a key set that <see cref="StrictJsonReader"/> has accepted as a whole.</param>
    /// <param name="keyId">The key's <c>kid</c>, also of a key that cannot be used; null if it has none.</param>
    public static JwkReadResult Read(ReadOnlySpan<byte> json, out string? keyId)
    {
        string? fault = JwkMemberReader.Read(json, out JsonWebKey jwk);
        keyId = jwk.Kid;
        fault ??= FindNameFault(jwk) ?? FindPurposeFault(jwk);
        return fault is null
            ? jwk.Kty switch
            {
                "RSA" => RsaKeyReader.Read(jwk),
                "EC" => EcKeyReader.Read(jwk),
                "OKP" => Ed25519KeyReader.Read(jwk),
                "AKP" => MLDsaKeyReader.Read(jwk),
                _ => JwkReadResult.Unused("its kty is not RSA, EC, OKP or AKP."),
            }
            : JwkReadResult.Unused(fault);
    }

    private static string? FindNameFault(JsonWebKey jwk) =>
        Array.Exists([jwk.Kid, jwk.X5t, jwk.X5tS256], name => name is not null && Encoding.UTF8.GetByteCount(name) > KeyLimits.KeyIdBytes)
            ? $"its kid, x5t and x5t#S256 must have at most {KeyLimits.KeyIdBytes} bytes."
            : null;

    // RFC 7517 sections 4.2 and 4.3.
    private static string? FindPurposeFault(JsonWebKey jwk)
    {
        if (jwk.Use is not null and not "sig")
        {
            return "its use is not sig.";
        }

        if (jwk.KeyOps.Count == 0)
        {
            return null;
        }

        bool isForSignatures = jwk.Use is null || jwk.KeyOps.All(operation => operation is "sign" or "verify");
        return !jwk.KeyOps.Contains("verify") ? "its key_ops do not include verify."
            : jwk.KeyOps.Distinct(StringComparer.Ordinal).Count() != jwk.KeyOps.Count ? "its key_ops repeat a value."
            : !isForSignatures ? "its key_ops contradict its use."
            : null;
    }
}
