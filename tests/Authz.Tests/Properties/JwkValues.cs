using System.Buffers.Text;
using System.Text.Json.Nodes;

namespace Authz.Tests.Properties;

/// <summary>What the members of a key may hold in a generated set: nothing, the right thing, and everything that is like it.</summary>
internal static class JwkValues
{
    /// <summary>A member that is not there.</summary>
    public const string Absent = "";

    /// <summary>How serializers write what is not there, and a value of a type that no member has.</summary>
    public static IReadOnlyList<string> Missing { get; } = [Absent, "null", "\"\"", "[]", "0"];

    /// <summary>The same, and what is almost nothing.</summary>
    public static IReadOnlyList<string> Common { get; } = [.. Missing, "{}", "true", "false", "[1]", "[null]", "[[]]", "\" \""];

    /// <summary>The members of RFC 7517 section 4, RFC 7518 section 6, RFC 8037, RFC 9964, Microsoft's <c>issuer</c>, and some that nobody knows.</summary>
    public static IReadOnlyDictionary<string, string[]> Of(JsonObject key) => new Dictionary<string, string[]>
    {
        ["kty"] = ["\"RSA\"", "\"EC\"", "\"oct\"", "\"rsa\"", "\"OKP\"", "\"AKP\""],
        ["n"] = Numbers(key["n"]),
        ["e"] =
        [
            .. Numbers(key["e"]), "\"AQAB\"", "\"AAEAAQ\"", "\"Ag\"", "\"AQ\"", "\"Aw\"", "\"AR\"", "\"AQAAAAE\"", "\"_____w\"",
        ],
        ["crv"] = ["\"P-256\"", "\"P-384\"", "\"p-256\"", "\"secp256k1\"", "\"Ed25519\"", "\"Ed448\"", "\"X25519\""],
        ["x"] = Numbers(key["x"]),
        ["y"] = Numbers(key["y"]),
        ["alg"] =
        [
            "\"RS256\"", "\"RS512\"", "\"PS384\"", "\"ES256\"", "\"ES384\"", "\"HS256\"", "\"none\"", "\"rs256\"",
            "\"RSA-OAEP\"", "\"EdDSA\"", "\"Ed25519\"", "\"ML-DSA-44\"",
        ],
        ["use"] = ["\"sig\"", "\"enc\"", "\"SIG\""],
        ["key_ops"] =
        [
            "[\"verify\"]", "[\"sign\",\"verify\"]", "[\"verify\",\"verify\"]", "[\"encrypt\"]", "[\"verify\",\"encrypt\"]",
            "[\"verify\",1]", "\"verify\"",
        ],
        ["kid"] =
        [
            "\"candidate\"", "\"other\"", $"\"{new string('k', 256)}\"", $"\"{new string('k', 257)}\"",
            $"\"{new string('é', 129)}\"",
        ],
        ["x5t"] = ["\"thumb\"", $"\"{new string('t', 257)}\""],
        ["x5t#S256"] = ["\"thumb\"", $"\"{new string('t', 257)}\""],
        ["x5c"] = ["[\"MIIB\"]", "\"MIIB\""],
        ["issuer"] =
        [
            "\"https://issuer.example\"", "\"https://other.example\"", "\"https://{tenantid}.example\"", "\"https://{tenantid}/example\"",
        ],
        ["d"] = ["\"AQAB\""],
        ["oth"] = ["[{}]"],
        ["priv"] = ["\"AQAB\""],
        ["pub"] = ["\"AQAB\""],
        ["k"] = ["\"c2VjcmV0\""],
        ["ext"] = ["\"x\"", "{\"d\":1,\"kty\":[]}"],
        ["nbf"] = ["1.5e3"],
    };

    // The number itself, other spellings of it, and other numbers.
    private static string[] Numbers(JsonNode? number)
    {
        if (number is null)
        {
            return ["\"AQAB\""];
        }

        string text = number.GetValue<string>();
        byte[] octets = Base64Url.DecodeFromChars(text);
        byte[] even = [.. octets];
        even[^1] &= 0xFE;
        byte[] flipped = [.. octets];
        flipped[^1] ^= 2;
        return
        [
            $"\"{text}\"", $"\"{Base64Url.EncodeToString([0, .. octets])}\"", $"\"{Base64Url.EncodeToString([0, 0, 0, .. octets])}\"",
            $"\"{text}=\"", $"\"{text} \"", $"\"+{text[1..]}\"", $"\"{Base64Url.EncodeToString(even)}\"",
            $"\"{Base64Url.EncodeToString(octets.AsSpan(0, octets.Length / 2))}\"", $"\"{Base64Url.EncodeToString([1, .. octets])}\"",
            $"\"{Base64Url.EncodeToString(flipped)}\"", "\"AA\"",
        ];
    }
}
