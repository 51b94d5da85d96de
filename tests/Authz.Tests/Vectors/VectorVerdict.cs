using System.Text;
using System.Text.Json.Nodes;
using Authz.Json;
using Authz.Keys;
using Authz.Signatures;
using Authz.Tests.Keys;
using Authz.Tokens;

namespace Authz.Tests.Vectors;

/// <summary>What the engine's layers below the claims say of a JWS: its payload need not be JSON.</summary>
internal static class VectorVerdict
{
    public const string Accepted = "accepted";

    private static readonly string[] s_secrets = ["d", "p", "q", "dp", "dq", "qi", "oth"];

    /// <summary>The code of the reason for which the token is refused, or <see cref="Accepted"/>.</summary>
    public static string Of(string token, JsonNode keySet) => Judge(token, keySet)?.ToCode() ?? Accepted;

    /// <summary>A set of the public halves of these keys, as an issuer publishes them.</summary>
    public static JsonObject Publish(params IEnumerable<JsonNode?> keys) =>
        new() { ["keys"] = new JsonArray([.. keys.Select(PublicHalf)]) };

    private static JsonNode PublicHalf(JsonNode? key)
    {
        JsonObject copy = key!.DeepClone().AsObject();
        Array.ForEach(s_secrets, name => copy.Remove(name));
        return copy;
    }

    private static RefusalReason? Judge(string token, JsonNode keySet)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(token);
        byte[] header = new byte[bytes.Length];
        byte[] signature = new byte[bytes.Length];
        if (!JwsParts.TrySplit(bytes, out JwsParts jws)
            || !StrictBase64Url.TryDecode(jws.Header, header, out int headerLength)
            || !StrictBase64Url.TryDecode(jws.Payload, new byte[bytes.Length], out _)
            || !StrictBase64Url.TryDecode(jws.Signature, signature, out int signatureLength))
        {
            return RefusalReason.TokenMalformed;
        }

        var names = new ulong[JsonNameScopes.MaximumNames];
        var scratch = new byte[TokenHeaderReader.ScratchLength];
        if (!TokenHeaderReader.TryRead(
            header.AsSpan(0, headerLength), names, scratch, out UnverifiedHeader unverified, out RefusalReason reason))
        {
            return reason;
        }

        using var registry = new IssuerKeysRegistry(new ApiAuthorizerOptions());
        IssuerKeys keys = registry.GetOrAdd(
            new JwtConfiguration { Issuer = TestApi.Issuer, Audience = [TestApi.Audience], Jwks = keySet.ToJsonString() },
            CompatibilityProfile.Standard);
        return keys.Find(unverified.Key.Name, unverified.Algorithm, TestApi.Now, out VerificationKey? key) switch
        {
            KeyLookupStatus.NoKeys => RefusalReason.KeysUnavailable,
            KeyLookupStatus.UnknownKeyId => RefusalReason.KeyUnknown,
            KeyLookupStatus.AlgorithmNotBound => RefusalReason.AlgorithmNotAllowed,
            _ when IsSigned(jws, signature.AsSpan(0, signatureLength), unverified.Algorithm, key!.Verifier) => null,
            _ => RefusalReason.SignatureInvalid,
        };
    }

    // Three times: the first verdict is the platform's, the later ones are those of kept contexts where there are any.
    private static bool IsSigned(JwsParts jws, ReadOnlySpan<byte> signature, JwsAlgorithm algorithm, SignatureVerifier key)
    {
        bool[] verdicts = new bool[3];
        for (int turn = 0; turn < verdicts.Length; turn++)
        {
            verdicts[turn] = SignatureCheck.TryVerify(jws.SigningInput, signature, algorithm, key, default, out _);
        }

        Assert.Single(verdicts.Distinct());
        return verdicts[0];
    }
}
