using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Authz.AspNetCore.Development;

/// <summary>What a developer's token is to say.</summary>
internal sealed record DevTokenRequest
{
    private const int LongestLifetime = 86_400;
    private const int UsualLifetime = 3_600;

    /// <summary>The claim <c>sub</c>.</summary>
    public string Subject { get; private init; } = "dev";

    /// <summary>The claim <c>aud</c>; null for the scheme's.</summary>
    public string? Audience { get; private init; }

    /// <summary>The claim <c>scope</c>; null for none.</summary>
    public string? Scope { get; private init; }

    /// <summary>Seconds.</summary>
    public int Lifetime { get; private init; } = UsualLifetime;

    /// <summary>Other claims, and those that replace a usual one.</summary>
    public IReadOnlyDictionary<string, JsonElement> Claims { get; private init; } = new Dictionary<string, JsonElement>();

    /// <summary>Reads a query; on null <paramref name="problem"/> says what is wrong.</summary>
    public static DevTokenRequest? Read(IQueryCollection query, out string problem)
    {
        problem = "";
        Dictionary<string, JsonElement> claims = new(StringComparer.Ordinal);
        DevTokenRequest request = new() { Claims = claims };
        foreach ((string name, StringValues values) in query)
        {
            string value = values.ToString();
            switch (name)
            {
                case "sub":
                    request = request with { Subject = value };
                    break;
                case "audience":
                    request = request with { Audience = value };
                    break;
                case "scope":
                    request = request with { Scope = value };
                    break;
                case "expires_in" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int lifetime) && lifetime is > 0 and <= LongestLifetime:
                    request = request with { Lifetime = lifetime };
                    break;
                case "claim" when values.All(one => TryAdd(one ?? "", claims)):
                    break;
                default:
                    problem = $"'{name}' is not understood. Write scope, sub, audience, expires_in (seconds, at most {LongestLifetime}), and claim=k=v or "
                        + "claim=k:=JSON.";
                    return null;
            }
        }

        return request;
    }

    private static bool TryAdd(string claim, Dictionary<string, JsonElement> claims)
    {
        int equals = claim.IndexOf('=', StringComparison.Ordinal);
        bool isJson = equals > 1 && claim[equals - 1] == ':';
        string name = equals < 1 ? "" : claim[..(isJson ? equals - 1 : equals)];
        return name.Length > 0 && TryRead(claim[(equals + 1)..], isJson, out JsonElement value) && claims.TryAdd(name, value);
    }

    private static bool TryRead(string text, bool isJson, out JsonElement value)
    {
        value = default;
        try
        {
            value = JsonElement.Parse(isJson ? text : $"\"{JsonEncodedText.Encode(text)}\"");
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
