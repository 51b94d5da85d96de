using Authz.Json;
using Authz.Tokens;

namespace Authz.Keys.Reading;

/// <summary>
/// Checks the members of one JWK before a model reads them: right types, nothing secret, and no name that a model without regard to
/// case would take for another.
/// </summary>
internal static class JwkMemberTypes
{
    /// <summary>Why the key cannot be used; null if it can.</summary>
    public static string? FindFault(ReadOnlySpan<byte> json, out bool hasOperations)
    {
        hasOperations = false;
        Span<ulong> names = stackalloc ulong[JsonNameScopes.MaximumNames];
        StrictJsonReader reader = new(json, KeyLimits.JsonDepth, names);
        if (!reader.Read() || reader.Kind != JsonTokenKind.StartObject)
        {
            return "it is not a JSON object.";
        }

        while (reader.Read() && reader.Kind == JsonTokenKind.Name)
        {
            string name = JsonText.ToText(reader.Value, reader.IsEscaped);
            reader.Read();
            hasOperations |= name == JwkMembers.Operations;
            if (FindFault(name, ref reader) is string fault)
            {
                return fault;
            }

            reader.SkipChildren();
        }

        return !reader.Read() && reader.IsComplete ? null : "it is not JSON with exactly one reading.";
    }

    private static string? FindFault(string name, ref StrictJsonReader reader)
    {
        if (Has(JwkMembers.Secrets, name))
        {
            return $"it publishes the secret member {name.ToLowerInvariant()}. Withdraw this key: its secret is known.";
        }

        if (Has(JwkMembers.Texts, name))
        {
            return reader.Kind == JsonTokenKind.String && JwkMembers.Texts.Contains(name)
                ? null
                : $"its member {name.ToLowerInvariant()} must be a string and spelled in lower case.";
        }

        return !name.Equals(JwkMembers.Operations, StringComparison.OrdinalIgnoreCase)
            || (name == JwkMembers.Operations && IsArrayOfStrings(ref reader))
            ? null
            : "its key_ops must be an array of strings and spelled in lower case.";
    }

    private static bool Has(string[] members, string name) => members.Contains(name, StringComparer.OrdinalIgnoreCase);

    private static bool IsArrayOfStrings(ref StrictJsonReader reader)
    {
        if (reader.Kind != JsonTokenKind.StartArray)
        {
            return false;
        }

        while (reader.Read() && reader.Kind == JsonTokenKind.String)
        {
        }

        return reader.Kind == JsonTokenKind.EndArray;
    }
}

/// <summary>The members of a JWK that are read (RFC 7517 section 4, RFC 7518 section 6).</summary>
internal static class JwkMembers
{
    /// <summary>Members that must be strings if present.</summary>
    public static readonly string[] Texts = ["kty", "use", "alg", "kid", "n", "e", "crv", "x", "y"];

    /// <summary>Members that only a private or symmetric key has (RFC 7518 sections 6.2.2, 6.3.2, 6.4.1).</summary>
    public static readonly string[] Secrets = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

    /// <summary>The permitted operations (RFC 7517 section 4.3), an array of strings.</summary>
    public const string Operations = "key_ops";
}
