using System.Buffers.Text;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Authz.Tests.Properties;

/// <summary>
/// An independent reading of what a key must be to verify signatures: RFC 7517 section 4, RFC 7518 section 6, RFC 8037 section 2, and the leniencies of
/// docs/keys.md, "What is read". It shares no code with the reader.
/// </summary>
internal static class JwkRules
{
    private const int NameBytes = 256;

    private static readonly string[] s_rsaAlgorithms = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"];

    // SP 800-186 section 3.2.1.3.
    private static readonly BigInteger s_prime = Hex("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff");
    private static readonly BigInteger s_b = Hex("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b");

    public static bool IsUsable(JsonObject jwk) =>
        HasNoSecret(jwk) && HasTextsOnly(jwk) && HasNames(jwk) && IsForSignatures(jwk) && Text(jwk, "kty") switch
        {
            "RSA" => IsRsa(jwk),
            "EC" => IsEc(jwk),
            "OKP" => IsOkp(jwk),
            _ => false,
        };

    /// <summary>A member's text; null if it is absent, or written as if it were.</summary>
    public static string? Text(JsonObject jwk, string member) =>
        jwk[member] is JsonValue value && value.GetValueKind() == JsonValueKind.String && value.GetValue<string>().Length > 0
            ? value.GetValue<string>()
            : null;

    // Scheme, the empty text between the two slashes, and the host come before.
    private const int PathStart = 3;

    /// <summary>
    /// Whether a key is for the tokens of an issuer that the definition names exactly: <c>{tenantid}</c> then stands for one segment of
    /// the path.
    /// </summary>
    public static bool IsFor(string issuer, JsonObject jwk)
    {
        if (!jwk.ContainsKey("issuer"))
        {
            return true;
        }

        string[] named = (Text(jwk, "issuer") ?? "").Split('/');
        string[] own = issuer.Split('/');
        return named.Length == own.Length && Enumerable.Range(0, own.Length).All(index =>
            named[index] == own[index] || (index >= PathStart && named[index] == "{tenantid}" && own[index].Length > 0));
    }

    private static bool IsThere(JsonObject jwk, string member) => jwk[member] switch
    {
        null => false,
        JsonArray array => array.Count > 0,
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>().Length > 0,
        _ => true,
    };

    private static bool HasNoSecret(JsonObject jwk) =>
        !((string[])["d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv"]).Any(member => IsThere(jwk, member));

    private static bool HasTextsOnly(JsonObject jwk) =>
        ((string[])["kty", "use", "alg", "kid", "n", "e", "crv", "x", "y", "x5t", "x5t#S256", "pub"])
            .All(member => !IsThere(jwk, member) || Text(jwk, member) is not null)
        // It narrows what the key is for, so nothing stands for its absence.
        && (!jwk.ContainsKey("issuer") || (jwk["issuer"] is JsonValue issuer && issuer.GetValueKind() == JsonValueKind.String));

    private static bool HasNames(JsonObject jwk) =>
        ((string[])["kid", "x5t", "x5t#S256"]).All(member => Encoding.UTF8.GetByteCount(Text(jwk, member) ?? "") <= NameBytes);

    private static bool IsForSignatures(JsonObject jwk)
    {
        string? use = Text(jwk, "use");
        if (use is not null and not "sig")
        {
            return false;
        }

        if (!IsThere(jwk, "key_ops"))
        {
            return true;
        }

        if (jwk["key_ops"] is not JsonArray array || array.Any(item => item?.GetValueKind() != JsonValueKind.String))
        {
            return false;
        }

        List<string> operations = [.. array.Select(item => item!.GetValue<string>())];
        return operations.Contains("verify") && operations.Distinct().Count() == operations.Count
            && (use is null || operations.All(operation => operation is "sign" or "verify"));
    }

    private static bool IsRsa(JsonObject jwk) =>
        Number(jwk, "n") is { } n && Number(jwk, "e") is { } e
        && n.GetBitLength() is >= 2048 and <= 8192 && !n.IsEven
        && e >= 3 && e < BigInteger.Pow(2, 32) && !e.IsEven
        && (Text(jwk, "alg") is not { } algorithm || s_rsaAlgorithms.Contains(algorithm));

    private static bool IsEc(JsonObject jwk) =>
        Text(jwk, "crv") == "P-256" && Number(jwk, "x") is { } x && Number(jwk, "y") is { } y && x < s_prime && y < s_prime
        && ((y * y) - ((x * x * x) - (3 * x) + s_b)) % s_prime == 0
        && Text(jwk, "alg") is null or "ES256";

    private static bool IsOkp(JsonObject jwk) =>
        Text(jwk, "crv") == "Ed25519" && Octets(jwk, "x") is { Length: 32 } x && Ed25519Points.IsOfTheMainSubgroup(x)
        && Text(jwk, "alg") is null or "EdDSA" or "Ed25519";

    // RFC 7518 section 2: base64url without padding; RFC 4648 section 3.5: with no bit to spare.
    private static BigInteger? Number(JsonObject jwk, string member)
    {
        BigInteger number = new(Octets(jwk, member) ?? [], isUnsigned: true, isBigEndian: true);
        return number.IsZero ? null : number;
    }

    private static byte[]? Octets(JsonObject jwk, string member)
    {
        string text = Text(jwk, member) ?? "";
        if (text.Length % 4 == 1 || text.Any(letter => !char.IsAsciiLetterOrDigit(letter) && letter is not ('-' or '_')))
        {
            return null;
        }

        byte[] octets = Convert.FromBase64String(text.Replace('-', '+').Replace('_', '/') + new string('=', (4 - (text.Length % 4)) % 4));
        return Base64Url.EncodeToString(octets) == text ? octets : null;
    }

    private static BigInteger Hex(string digits) => BigInteger.Parse("0" + digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
