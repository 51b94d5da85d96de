using System.Text.Json;

namespace Authz.Lambda.Answers;

/// <summary>A claim for answers that allow only strings, numbers and booleans.</summary>
/// <param name="Name">The claim's name.</param>
/// <param name="Text">The claim as a JWT authorizer's text.</param>
/// <param name="Value">The claim as the issuer wrote it.</param>
internal sealed record FlatClaim(string Name, string Text, JsonElement Value)
{
    public void Write(Utf8JsonWriter writer)
    {
        if (Value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            writer.WriteBoolean(Name, Value.ValueKind == JsonValueKind.True);
        }
        else if (Value.ValueKind == JsonValueKind.Number && Value.TryGetInt64(out long number))
        {
            writer.WriteNumber(Name, number);
        }
        else
        {
            // Also numbers that API Gateway might read otherwise than they are written.
            writer.WriteString(Name, Text);
        }
    }
}
