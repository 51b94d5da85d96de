using Authz.Json;
using Microsoft.IdentityModel.Tokens;

namespace Authz.Keys.Reading;

/// <summary>
/// Reads the members of a JWK that mean something here into a model: of the right type, nothing secret, and no name that a reader
/// without regard to case would take for another. <c>null</c>, <c>""</c> and <c>[]</c> are how some serializers write an absent member.
/// </summary>
internal static class JwkMemberReader
{
    /// <summary>
    /// Of no RFC: Microsoft's key sets name in it the issuer whose tokens a key signs. It restricts the key, so nothing counts as absent.
    /// </summary>
    public const string Issuer = "issuer";

    /// <summary>The public key of an AKP (RFC 9964), for which the model has no member.</summary>
    public const string AlgorithmKeyPair = "pub";

    // The permitted operations (RFC 7517 section 4.3).
    private const string Operations = "key_ops";

    // RFC 7517 section 4, RFC 7518 section 6, RFC 8037 section 2, RFC 9964.
    private static readonly Dictionary<string, Action<JsonWebKey, string>> s_texts = new(StringComparer.OrdinalIgnoreCase)
    {
        ["kty"] = (jwk, text) => jwk.Kty = text,
        ["use"] = (jwk, text) => jwk.Use = text,
        ["alg"] = (jwk, text) => jwk.Alg = text,
        ["kid"] = (jwk, text) => jwk.Kid = text,
        ["n"] = (jwk, text) => jwk.N = text,
        ["e"] = (jwk, text) => jwk.E = text,
        ["crv"] = (jwk, text) => jwk.Crv = text,
        ["x"] = (jwk, text) => jwk.X = text,
        ["y"] = (jwk, text) => jwk.Y = text,
        ["x5t"] = (jwk, text) => jwk.X5t = text,
        ["x5t#S256"] = (jwk, text) => jwk.X5tS256 = text,
        [AlgorithmKeyPair] = (jwk, text) => jwk.AdditionalData[AlgorithmKeyPair] = text,
        [Issuer] = (jwk, text) => jwk.AdditionalData[Issuer] = text,
    };

    // Members that only a private or symmetric key has (RFC 7518 sections 6.2.2, 6.3.2, 6.4.1, RFC 8037 section 2,
    // RFC 9964).
    private static readonly HashSet<string> s_secrets =
        new(["d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads the members; returns why the key cannot be used, or null.</summary>
    public static string? Read(ReadOnlySpan<byte> json, out JsonWebKey jwk)
    {
        jwk = new JsonWebKey();
        Span<ulong> names = stackalloc ulong[JsonNameScopes.MaximumNames];
        StrictJsonReader reader = new(json, KeyLimits.JsonDepth, names);
        if (!reader.Read() || reader.Kind != JsonTokenKind.StartObject)
        {
            return "it is not a JSON object.";
        }

        string? fault = null;
        while (reader.Read() && reader.Kind == JsonTokenKind.Name)
        {
            string name = JsonText.ToText(reader.Value, reader.IsEscaped);
            reader.Read();

            // Each takes a copy of the reader, which itself goes on behind the value. After a fault the key's name is still wanted.
            string? found = Take(name, reader, jwk);
            fault ??= found;
            reader.SkipChildren();
        }

        return !reader.Read() && reader.IsComplete ? fault : "it is not JSON with exactly one reading.";
    }

    private static string? Take(string name, StrictJsonReader reader, JsonWebKey jwk)
    {
        bool isAbsent = IsAbsent(reader);
        if (s_secrets.Contains(name))
        {
            return isAbsent
                ? null
                : $"it publishes the secret member {name.ToLowerInvariant()}. Withdraw this key: its secret is known.";
        }

        if (name.Equals(Operations, StringComparison.OrdinalIgnoreCase))
        {
            return isAbsent || (name == Operations && TryTakeOperations(reader, jwk))
                ? null
                : "its key_ops must be an array of strings and spelled in lower case.";
        }

        return s_texts.TryGetValue(name, out Action<JsonWebKey, string>? set) ? TakeText(name, isAbsent, reader, jwk, set) : null;
    }

    private static string? TakeText(
        string name, bool isAbsent, StrictJsonReader reader, JsonWebKey jwk, Action<JsonWebKey, string> set)
    {
        if (isAbsent && !name.Equals(Issuer, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        string canonical = s_texts.Keys.First(key => key.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (reader.Kind != JsonTokenKind.String || name != canonical)
        {
            return $"its member {canonical} must be a string and spelled exactly so.";
        }

        set(jwk, JsonText.ToText(reader.Value, reader.IsEscaped));
        return null;
    }

    private static bool IsAbsent(StrictJsonReader reader) => reader.Kind switch
    {
        JsonTokenKind.Null => true,
        JsonTokenKind.String => reader.ValueLength == 0,
        JsonTokenKind.StartArray => reader.Read() && reader.Kind == JsonTokenKind.EndArray,
        _ => false,
    };

    private static bool TryTakeOperations(StrictJsonReader reader, JsonWebKey jwk)
    {
        if (reader.Kind != JsonTokenKind.StartArray)
        {
            return false;
        }

        while (reader.Read() && reader.Kind == JsonTokenKind.String)
        {
            jwk.KeyOps.Add(JsonText.ToText(reader.Value, reader.IsEscaped));
        }

        return reader.Kind == JsonTokenKind.EndArray;
    }
}
