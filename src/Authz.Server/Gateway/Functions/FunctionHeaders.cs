using System.Buffers;
using System.Collections.Frozen;
using System.Text.Json;
using Authz.Server.Gateway.Requests;

namespace Authz.Server.Gateway.Functions;

/// <summary>Reads the headers of a function's answer.</summary>
internal static class FunctionHeaders
{
    private const string SetCookie = "set-cookie";

    // RFC 9110 section 5.5: visible characters, spaces, tabs, and octets outside ASCII. Nothing in a value can end the header.
    private static readonly SearchValues<char> s_value = SearchValues.Create(
        [.. Characters(' ', '~'), .. Characters('\u0080', HeaderOctets.Last), '\t']);

    // About the connection, which is the gateway's, and the length, which it counts itself.
    private static readonly FrozenSet<string> s_ownOfTheGateway = FrozenSet.ToFrozenSet(
        ["connection", "content-length", "date", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade"],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>The headers; null if they are invalid.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>>? Read(JsonElement answer, PayloadFormatVersion version)
    {
        List<KeyValuePair<string, string>> headers = [];
        bool isRead = version == PayloadFormatVersion.Version1
            ? AddSingle(answer.Member("headers"), headers) && AddMultiple(answer.Member("multiValueHeaders"), headers)
            : AddCookies(answer.Member("cookies"), headers) && AddSingle(answer.Member("headers"), headers);
        return isRead ? headers : null;
    }

    private static IEnumerable<char> Characters(char first, char last) =>
        Enumerable.Range(first, last - first + 1).Select(code => (char)code);

    private static bool AddCookies(JsonElement? cookies, List<KeyValuePair<string, string>> headers) => cookies switch
    {
        null => true,
        { ValueKind: JsonValueKind.Array } list => list.EnumerateArray().All(cookie => TryAdd(SetCookie, cookie, headers)),
        _ => false,
    };

    private static bool AddSingle(JsonElement? single, List<KeyValuePair<string, string>> headers) => single switch
    {
        null => true,
        { ValueKind: JsonValueKind.Object } members => members.EnumerateObject().All(member => TryAdd(member.Name, member.Value, headers)),
        _ => false,
    };

    private static bool AddMultiple(JsonElement? multiple, List<KeyValuePair<string, string>> headers) => multiple switch
    {
        null => true,
        { ValueKind: JsonValueKind.Object } members => members.EnumerateObject().All(member =>
            member.Value.ValueKind == JsonValueKind.Array &&
            member.Value.EnumerateArray().All(value => TryAdd(member.Name, value, headers))),
        _ => false,
    };

    private static bool TryAdd(string name, JsonElement value, List<KeyValuePair<string, string>> headers)
    {
        if (!RfcText.IsToken(name)
            || value.PlainText() is not { } text
            || text.AsSpan().ContainsAnyExcept(s_value))
        {
            return false;
        }

        if (!s_ownOfTheGateway.Contains(name))
        {
            headers.Add(new KeyValuePair<string, string>(name, text));
        }

        return true;
    }
}
