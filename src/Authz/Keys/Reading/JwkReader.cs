using System.Text;
using Authz.Json;
using Microsoft.IdentityModel.Tokens;

namespace Authz.Keys.Reading;

/// <summary>Reads one JWK (RFC 7517 section 4) into a public key that verifies signatures, or reports why it cannot.</summary>
internal static class JwkReader
{
    /// <param name="json">One element of a key set that <see cref="StrictJsonReader"/> has accepted as a whole.</param>
    public static JwkReadResult Read(ReadOnlySpan<byte> json)
    {
        if (JwkMemberTypes.FindFault(json, out bool hasOperations) is string fault)
        {
            return JwkReadResult.Unused(fault);
        }

        JsonWebKey jwk;
        try
        {
            jwk = new JsonWebKey(Encoding.UTF8.GetString(json));
        }
        catch (ArgumentException)
        {
            return JwkReadResult.Unused("a member has the wrong type.");
        }

        if (string.IsNullOrEmpty(jwk.Kid) || Encoding.UTF8.GetByteCount(jwk.Kid) > KeyLimits.KeyIdBytes)
        {
            return JwkReadResult.Unused($"its kid must have 1 to {KeyLimits.KeyIdBytes} bytes.");
        }

        return FindPurposeFault(jwk, hasOperations) is string purpose
            ? JwkReadResult.Unused(purpose)
            : jwk.Kty switch
            {
                "RSA" => RsaKeyReader.Read(jwk),
                "EC" => EcKeyReader.Read(jwk),
                _ => JwkReadResult.Unused("its kty is neither RSA nor EC."),
            };
    }

    // RFC 7517 sections 4.2 and 4.3.
    private static string? FindPurposeFault(JsonWebKey jwk, bool hasOperations)
    {
        if (jwk.Use is not null and not "sig")
        {
            return "its use is not sig.";
        }

        if (!hasOperations)
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
