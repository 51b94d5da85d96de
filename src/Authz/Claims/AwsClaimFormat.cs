using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Authz.Claims;

/// <summary>
/// Claims as the strings that API Gateway hands to backends, which are those of Go's <c>%v</c>: numbers as text, arrays as
/// <c>[a b]</c>, objects as <c>map[k:v]</c>, null left out. Ambiguous by design of the service, not ours.
/// </summary>
internal static class AwsClaimFormat
{
    public static IReadOnlyDictionary<string, string> Format(JsonElement claims)
    {
        Dictionary<string, string> formatted = new(StringComparer.Ordinal);
        foreach (JsonProperty claim in claims.EnumerateObject())
        {
            if (claim.Value.ValueKind != JsonValueKind.Null)
            {
                var text = new StringBuilder();
                Append(text, claim.Value);
                formatted.Add(claim.Name, text.ToString());
            }
        }

        return formatted;
    }

    private static void Append(StringBuilder text, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                text.Append(value.GetString());
                break;
            case JsonValueKind.Number:
                text.Append(FormatNumber(value));
                break;
            case JsonValueKind.Array:
                AppendAll(text, "[", value.EnumerateArray(), Append);
                break;
            case JsonValueKind.Object:
                // Go prints a map in the order of its keys.
                AppendAll(text, "map[", value.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal), AppendMember);
                break;
            default:
                text.Append(value.ValueKind switch { JsonValueKind.True => "true", JsonValueKind.False => "false", _ => "<nil>" });
                break;
        }
    }

    private static void AppendMember(StringBuilder text, JsonProperty member)
    {
        text.Append(member.Name).Append(':');
        Append(text, member.Value);
    }

    private static void AppendAll<T>(StringBuilder text, string opening, IEnumerable<T> items, Action<StringBuilder, T> append)
    {
        text.Append(opening);
        bool isFirst = true;
        foreach (T item in items)
        {
            if (!isFirst)
            {
                text.Append(' ');
            }

            isFirst = false;
            append(text, item);
        }

        text.Append(']');
    }

    // Whole numbers as the issuer wrote them; the rest as the shortest text that reads back to the same double.
    private static string FormatNumber(JsonElement number)
    {
        string raw = number.GetRawText();
        return raw.AsSpan().IndexOfAny('.', 'e', 'E') < 0 ? raw : number.GetDouble().ToString("R", CultureInfo.InvariantCulture);
    }
}
