using System.Runtime.CompilerServices;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Authz.Server.Decide.ExtAuthz;

/// <summary>
/// A token's claims as Envoy's dynamic metadata, under the key <c>claims</c>. Encoded once for each token that is remembered.
/// </summary>
internal static class ClaimMetadata
{
    private static readonly ConditionalWeakTable<VerifiedToken, ByteString> s_encoded = [];

    public static ByteString Of(VerifiedToken token) => s_encoded.GetValue(token, Encode);

    private static ByteString Encode(VerifiedToken token)
    {
        using JsonDocument payload = JsonDocument.Parse(token.Payload);
        return new Struct { Fields = { ["claims"] = ToValue(payload.RootElement) } }.ToByteString();
    }

    private static Value ToValue(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => Value.ForStruct(ToStruct(element)),
        JsonValueKind.Array => Value.ForList([.. element.EnumerateArray().Select(ToValue)]),
        JsonValueKind.String => Value.ForString(element.GetString()!),
        JsonValueKind.True => Value.ForBool(true),
        JsonValueKind.False => Value.ForBool(false),
        JsonValueKind.Null => Value.ForNull(),

        // A Struct has doubles alone. What is beyond them stays as it was signed.
        _ => element.GetDouble() is var number && double.IsFinite(number)
            ? Value.ForNumber(number)
            : Value.ForString(element.GetRawText()),
    };

    private static Struct ToStruct(JsonElement element)
    {
        Struct fields = new();
        foreach (JsonProperty property in element.EnumerateObject())
        {
            fields.Fields[property.Name] = ToValue(property.Value);
        }

        return fields;
    }
}
