using System.Text.Json.Nodes;
using Authz.Testing;

namespace Authz.Tests.Properties;

/// <summary>A drawn issuer: tenants, claims and keys as real issuers have them.</summary>
internal sealed record IssuerDefinition
{
    public const string Template = "https://login.example.com/{tenantid}/v2.0";
    public const string Scope = "admin";

    public static readonly string[] AllTenants = ["t-1", "t-2", "t-3"];

    private static readonly string[] s_audienceClaims = ["aud", "party", "cid", "client_id"];
    private static readonly string[] s_scopeClaims = ["scp", "scope", "permissions", "/realm_access/roles", "roles"];
    private static readonly string[] s_algorithms = ["ES256", "ES384", "RS256"];

    public string[] Tenants { get; private init; } = [];

    public string[]? AudienceClaims { get; private init; }

    public string[]? ScopeClaims { get; private init; }

    public bool KidRequired { get; private init; }

    /// <summary>The published keys: who signs with them, and what is published.</summary>
    public (SigningKey Signer, JsonObject Jwk)[] Keys { get; private init; } = [];

    public string Issuer => Tenants.Length > 0 ? Template : TestApi.Issuer;

    public static IssuerDefinition Draw(Random random) => new()
    {
        Tenants = random.Next(3) == 0 ? [] : Some(random, AllTenants, random.Next(1, 3)),
        AudienceClaims = random.Next(3) == 0 ? null : Some(random, s_audienceClaims, random.Next(1, 4)),
        ScopeClaims = random.Next(3) == 0 ? null : Some(random, s_scopeClaims, random.Next(1, 4)),
        KidRequired = random.Next(2) == 0,

        // The last is always usable: of three keys of one name none is, and a set without a usable key is refused.
        Keys =
        [
            .. Enumerable.Range(0, random.Next(1, 5)).Select(index => DrawKey(random, index)),
            (TestKeys.For("ES512"), TestKeys.For("ES512").ToPublicJwk()),
        ],
    };

    public TestApi CreateApi() => new(
        new JsonObject { ["keys"] = new JsonArray([.. Keys.Select(key => key.Jwk.DeepClone())]) },
        configure: entry => entry with
        {
            Issuer = Issuer,
            Tenants = Tenants,
            AudienceClaims = AudienceClaims,
            ScopeClaims = ScopeClaims,
            KidRequired = KidRequired,
        },
        route: route => route with { AuthorizationScopes = [Scope] });

    private static (SigningKey Signer, JsonObject Jwk) DrawKey(Random random, int index)
    {
        SigningKey signer = TestKeys.For(s_algorithms[random.Next(s_algorithms.Length)], another: index);
        JsonObject jwk = signer.ToPublicJwk();
        jwk["kid"] = random.Next(4) == 0 ? null : $"k{random.Next(3)}";
        jwk["x5t"] = random.Next(2) == 0 ? null : $"t{random.Next(3)}";
        jwk["x5t#S256"] = random.Next(2) == 0 ? null : $"s{random.Next(3)}";
        string? issuer = random.Next(5) switch
        {
            0 => Template,
            1 => Template.Replace("{tenantid}", AllTenants[random.Next(AllTenants.Length)], StringComparison.Ordinal),
            2 => TestApi.Issuer,
            _ => null,
        };
        if (issuer is not null)
        {
            jwk["issuer"] = issuer;
        }

        return (signer, jwk);
    }

    private static string[] Some(Random random, string[] all, int count)
    {
        string[] shuffled = [.. all];
        random.Shuffle(shuffled);
        return shuffled[..count];
    }
}
