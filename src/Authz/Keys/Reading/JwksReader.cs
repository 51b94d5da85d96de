using Authz.Json;

namespace Authz.Keys.Reading;

/// <summary>
/// Reads a JWK set (RFC 7517 section 5). An ambiguous document is refused; a key that cannot be used is left out, with the cause,
/// and the others are used. A set without a usable key counts as a failure, so an empty set never empties ours.
/// </summary>
internal static class JwksReader
{
    public static KeyReadResult Read(ReadOnlySpan<byte> document)
    {
        if (document.Length > KeyLimits.DocumentBytes)
        {
            return KeyReadResult.Unusable($"The key set has more than {KeyLimits.DocumentBytes} bytes.");
        }

        List<Range> members = [];
        document = ByteOrderMark.Skip(document);
        if (FindKeys(document, members) is string fault)
        {
            return KeyReadResult.Unusable(fault);
        }

        List<PublicKey> keys = [];
        List<UnusedKey> unused = [];
        for (int index = 0; index < members.Count; index++)
        {
            JwkReadResult key = JwkReader.Read(document[members[index]], out string? keyId);
            if (key.PublicKey is null)
            {
                unused.Add(new UnusedKey($"keys[{index}]", keyId, key.Cause!));
            }
            else
            {
                keys.Add(key.PublicKey);
            }
        }

        return UsableKeys.Select(keys, unused);
    }

    // The strict pass over the whole document comes first: no model sees a part of an ambiguous document.
    private static string? FindKeys(ReadOnlySpan<byte> document, List<Range> members)
    {
        Span<ulong> names = stackalloc ulong[JsonNameScopes.MaximumNames];
        StrictJsonReader reader = new(document, KeyLimits.JsonDepth, names);
        if (!reader.Read() || reader.Kind != JsonTokenKind.StartObject)
        {
            return "The key set is not a JSON object.";
        }

        bool hasKeys = false;
        while (reader.Read() && reader.Kind == JsonTokenKind.Name)
        {
            bool isKeys = JsonText.Equals(reader.Value, reader.IsEscaped, "keys"u8);
            if (reader.Read() && isKeys)
            {
                if (reader.Kind != JsonTokenKind.StartArray)
                {
                    return "The member keys is not an array.";
                }

                hasKeys = true;
                FindElements(ref reader, members);
            }
            else
            {
                reader.SkipChildren();
            }

            if (members.Count > KeyLimits.KeysPerSet)
            {
                return $"The key set has more than {KeyLimits.KeysPerSet} keys.";
            }
        }

        return reader.Read() || !reader.IsComplete
            ? "The key set is not JSON with exactly one reading (RFC 8259)."
            : hasKeys
            ? null
            : "The key set has no member keys.";
    }

    private static void FindElements(ref StrictJsonReader reader, List<Range> members)
    {
        while (members.Count <= KeyLimits.KeysPerSet && reader.Read() && reader.Kind != JsonTokenKind.EndArray)
        {
            int start = reader.ValueStart;
            if (reader.SkipChildren())
            {
                members.Add(start..(reader.ValueStart + reader.ValueLength));
            }
        }
    }
}
