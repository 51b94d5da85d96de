using System.Text.Json.Nodes;
using Authz.Testing;

namespace Authz.Server.Tests.Diff;

/// <summary>Tokens that differ in everything a definition can ask for, each kind with each other.</summary>
internal static class TokenSamples
{
    public const long Now = 1_700_000_000;

    public static readonly string[] Issuers = ["https://one.example", "https://two.example"];
    public static readonly string[] Audiences = ["x", "y"];
    public static readonly string[] Algorithms = ["ES256", "RS256"];
    public static readonly string[] Types = ["JWT", "at+jwt"];

    private static readonly string[] s_scopes = ["", "a", "b", "a b"];
    private static readonly int[] s_lifetimes = [300, -30];

    private static readonly Dictionary<(string Issuer, string Algorithm), SigningKey> s_keys = (
        from issuer in Issuers
        from algorithm in Algorithms
        select (issuer, algorithm)).ToDictionary(pair =>
            pair, pair => SigningKey.Create(pair.algorithm, $"{pair.issuer}-{pair.algorithm}"));

    /// <summary>Every token, made once.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        .. from issuer in Issuers
           from algorithm in Algorithms
           from audience in Audiences
           from type in Types
           from scope in s_scopes
           from lifetime in s_lifetimes
           select Create(issuer, audience, scope, lifetime).WithHeader("typ", type).Sign(s_keys[(issuer, algorithm)]),
        .. from issuer in Issuers
           from audience in Audiences
           from type in Types
           select Create(issuer, audience, "a b", 300).WithHeader("typ", type)
               .With("cnf", new JsonObject { ["jkt"] = "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I" }).Sign(s_keys[(issuer, "RS256")]),
    ];

    /// <summary>The keys of an issuer as a JWK set.</summary>
    public static string KeySet(string issuer) =>
        new JsonObject
        {
            ["keys"] = new JsonArray([.. Algorithms.Select(algorithm => s_keys[(issuer, algorithm)].ToPublicJwk())]),
        }.ToJsonString();

    private static TestToken Create(string issuer, string audience, string scope, int lifetime) => new TestToken()
        .With("iss", issuer).With("aud", audience).With("scope", scope).With("iat", Now - 600).With("exp", Now + lifetime);
}
