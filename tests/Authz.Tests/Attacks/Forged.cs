using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Authz.Testing;

namespace Authz.Tests.Attacks;

/// <summary>Headers, payloads and tokens that differ from valid ones in one point.</summary>
internal static class Forged
{
    public static readonly SigningKey Key = TestKeys.For("ES256");

    /// <summary>A key that nobody publishes.</summary>
    public static readonly SigningKey AttackersKey = TestKeys.For("ES256", another: 666);

    public static string ValidHeader => Header("");

    public static string ValidPayload => TestApi.Token().Claims.ToJsonString();

    /// <summary>The valid header with more members, given as raw text that starts with a comma.</summary>
    public static string Header(string rawMembers) => $$"""{"alg":"ES256","kid":"ES256"{{rawMembers}}}""";

    /// <summary>The valid payload in which one claim has this raw value.</summary>
    public static string Payload(string claim, string rawValue)
    {
        JsonObject claims = TestApi.Token().Claims;
        claims.Remove(claim);
        return Append(claims.ToJsonString(), $",\"{claim}\":{rawValue}");
    }

    /// <summary>The valid payload with more claims, given as raw text that starts with a comma.</summary>
    public static string PayloadWith(string rawMembers) => Append(ValidPayload, rawMembers);

    public static string PayloadWithout(params string[] claims)
    {
        TestToken token = TestApi.Token();
        Array.ForEach(claims, claim => token.Without(claim));
        return token.Claims.ToJsonString();
    }

    /// <summary>Signs with the published key: whatever is wrong, the signature is not.</summary>
    public static string Sign(string header, string payload) => CompactJws.Sign(header, payload, Key);

    public static string Sign(ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload) => CompactJws.Sign(header, payload, Key);

    public static string SignPayload(string payload) => Sign(ValidHeader, payload);

    public static string SignHeader(string header) => Sign(header, ValidPayload);

    /// <summary>A token with this signature over header and payload.</summary>
    public static string WithSignature(string header, string payload, ReadOnlySpan<byte> signature) =>
        $"{Input(header, payload)}.{Base64Url.EncodeToString(signature)}";

    /// <summary>A token whose tag is made with a secret, as HS256, HS384 or HS512.</summary>
    public static string WithMac(string header, string payload, string algorithm, byte[] secret)
    {
        byte[] input = Encoding.ASCII.GetBytes(Input(header, payload));
        byte[] tag = algorithm switch
        {
            "HS256" => HMACSHA256.HashData(secret, input),
            "HS384" => HMACSHA384.HashData(secret, input),
            _ => HMACSHA512.HashData(secret, input),
        };
        return WithSignature(header, payload, tag);
    }

    private static string Input(string header, string payload) =>
        CompactJws.SigningInput(Encoding.UTF8.GetBytes(header), Encoding.UTF8.GetBytes(payload));

    private static string Append(string json, string rawMembers) => $"{json[..^1]}{rawMembers}}}";
}
