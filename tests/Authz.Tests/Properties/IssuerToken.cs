using System.Text.Json.Nodes;
using Authz.Testing;

namespace Authz.Tests.Properties;

/// <summary>A token for a drawn issuer, right as often as wrong in each part.</summary>
internal static class IssuerToken
{
    private static readonly string[] s_audiences =
    [
        $"\"{TestApi.Audience}\"", $"[\"x\",\"{TestApi.Audience}\"]", "\"x\"", "\"\"", "[]", "null", "1", $"[\"{TestApi.Audience}\",1]",
    ];

    private static readonly string[] s_scopes =
        ["\"admin\"", "\"x admin\"", "[\"admin\"]", "[\"x\",\"admin\"]", "[\"x admin\"]", "\"x\"", "[]", "null", "{}", "[1,\"admin\"]"];

    public static string Draw(Random random, IssuerDefinition definition)
    {
        (SigningKey signer, JsonObject jwk) = definition.Keys[random.Next(definition.Keys.Length)];
        string tenant = random.Next(5) == 0 ? Pick(random, "t-1", "t-2", "t-3", "T-1", "", "..") : Pick(random, [.. definition.Tenants, "t-1"]);
        return CompactJws.Sign(
            DrawHeader(random, signer, jwk).ToJsonString(), DrawPayload(random, definition, tenant).ToJsonString(),
            random.Next(8) == 0 ? TestKeys.For(signer.Algorithm, another: 99) : signer);
    }

    private static JsonObject DrawHeader(Random random, SigningKey signer, JsonObject jwk)
    {
        JsonObject header = new() { ["alg"] = signer.Algorithm, ["typ"] = "JWT" };
        foreach ((string name, int chance) in (ReadOnlySpan<(string, int)>)[("kid", 2), ("x5t#S256", 3), ("x5t", 3)])
        {
            if (random.Next(chance) > 0 && random.Next(2) == 0)
            {
                header[name] = random.Next(6) == 0 ? Pick(random, "k0", "t0", "s0", "unknown") : jwk[name]?.ToString() ?? "k1";
            }
        }

        return header;
    }

    private static JsonObject DrawPayload(Random random, IssuerDefinition definition, string tenant)
    {
        string issuer = definition.Issuer.Replace("{tenantid}", tenant, StringComparison.Ordinal);
        JsonObject payload = new()
        {
            ["iss"] = random.Next(8) == 0 ? Pick(random, IssuerDefinition.Template, issuer + "/", TestApi.Issuer) : issuer,
            ["exp"] = TestApi.Now + 3600,
            ["tid"] = random.Next(8) == 0 ? JsonNode.Parse(Pick(random, "\"t-2\"", "null", "[\"t-1\"]", "\"T-1\"")) : tenant,
        };
        foreach (string claim in (ReadOnlySpan<string>)["aud", "party", "cid", "client_id"])
        {
            // aud and client_id of a wrong type are refused whatever the definition says: seldom.
            Add(payload, claim, random.Next(5) == 0 ? null : Pick(random, random.Next(4) == 0 ? s_audiences : s_audiences[..1]));
        }

        foreach (string claim in (ReadOnlySpan<string>)["scp", "scope", "permissions", "roles"])
        {
            Add(payload, claim, random.Next(5) == 0 ? null : Pick(random, random.Next(3) == 0 ? s_scopes : s_scopes[..1]));
        }

        if (random.Next(2) == 0)
        {
            payload["realm_access"] = JsonNode.Parse(Pick(random, $"{{\"roles\":{Pick(random, s_scopes)}}}", "\"roles\"", "[\"admin\"]"));
        }

        return payload;
    }

    private static void Add(JsonObject payload, string name, string? json)
    {
        if (json is not null)
        {
            payload[name] = JsonNode.Parse(json);
        }
    }

    private static T Pick<T>(Random random, params ReadOnlySpan<T> choices) => choices[random.Next(choices.Length)];
}
