using System.Text.Json.Nodes;
using Authz.Testing;

namespace Authz.Tests.Attacks;

/// <summary>
/// A6: a token that brings its own key, or the address of one. node-jose CVE-2018-0114, Authlib CVE-2026-27962, distribution
/// CVE-2025-24976, IdentityModel CVE-2024-21643.
/// </summary>
internal static class HeaderKeys
{
    /// <summary>Tokens that the attacker signed, under a name of ours and under one of the attacker's.</summary>
    /// <param name="address">Where a key set could be fetched from.</param>
    public static IEnumerable<AttackCase> Cases(string address) =>
        from index in Enumerable.Range(0, Members(address).Count)
        let members = Members(address)[index]
        from name in new[] { "\"kid\":\"ES256\"", "\"kid\":\"attacker\"", "\"x5t\":\"attacker\"", "\"x5t#S256\":\"attacker\"" }
        select new AttackCase(
            "A6",
            $"{index}: {members[..Math.Min(members.Length, 20)]}, {name}",
            CompactJws.Sign($$"""{"alg":"ES256",{{name}},{{members}}}""", Forged.ValidPayload, Forged.AttackersKey),
            name.Contains("ES256", StringComparison.Ordinal) ? RefusalReason.SignatureInvalid : RefusalReason.KeyUnknown);

    /// <summary>Members with which a token brings its own key, or the address of one.</summary>
    /// <param name="address">Where a key set could be fetched from.</param>
    public static IReadOnlyList<string> Members(string address)
    {
        string jwk = Forged.AttackersKey.ToPublicJwk().ToJsonString();
        string certificate = new JsonArray("MIIB").ToJsonString();
        string[] single =
        [
            $"\"jwk\":{jwk}", $"\"jku\":\"{address}\"", $"\"x5u\":\"{address}\"", $"\"x5c\":{certificate}",
            "\"jwk\":null", "\"jku\":\"\"", "\"x5c\":[]", "\"x5u\":null", $"\"\\u006awk\":{jwk}", $"\"jk\\u0075\":\"{address}\"",
        ];
        return
        [
            .. single, $"{single[0]},{single[1]}", $"{single[1]},{single[2]}", $"{single[2]},{single[3]}", string.Join(',', single[..4]),
        ];
    }
}
