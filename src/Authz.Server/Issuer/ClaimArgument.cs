using System.Text.Json;
using System.Text.Json.Nodes;

namespace Authz.Server.Issuer;

/// <summary>A claim as one argument: <c>k=v</c> is a string, <c>k:=v</c> is JSON.</summary>
internal static class ClaimArgument
{
    public static bool TryParse(string? argument, out string name, out JsonNode? value)
    {
        (name, value) = (string.Empty, null);
        int equals = argument?.IndexOf('=', StringComparison.Ordinal) ?? -1;
        if (argument is null || equals < 1)
        {
            return false;
        }

        bool isJson = argument[equals - 1] == ':';
        name = argument[..(isJson ? equals - 1 : equals)];
        string text = argument[(equals + 1)..];
        if (!isJson)
        {
            value = text;
            return true;
        }

        try
        {
            value = JsonNode.Parse(text);
            return name.Length > 0;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
