using System.Text.Json.Nodes;
using Authz.Testing;

namespace Authz.AspNetCore.Tests.Parity;

/// <summary>Requests of every kind, valid and not.</summary>
internal static class ParityCases
{
    private static readonly string[] s_names =
    [
        "name", "given_name", "family_name", "email", "roles", "role", "upn", "unique_name", "oid", "tid", "sid", "nameid", "actort",
        "website", "gender", "birthdate", "auth_time", "acr", "amr", "azp", "jti", "scope", "scp", "groups", "https://example.com/claim",
        "päth", "",
    ];

    private static readonly (string Kind, string Json)[] s_values =
    [
        ("text", "\"x\""), ("empty text", "\"\""), ("whole number", "7"), ("large number", "9007199254740993"), ("fraction", "1.5"),
        ("exponent", "1e3"),
        ("true", "true"), ("false", "false"), ("null", "null"), ("array of texts", "[\"a\",\"b\"]"), ("empty array", "[]"),
        ("mixed array", "[1,\"a\",true,null,{\"k\":1}]"),
        ("nested array", "[[1,2],[3]]"), ("object", "{\"a\":{\"b\":[1,2]}}"), ("empty object", "{}"), ("date", "\"2024-01-02T03:04:05Z\""),
        ("escapes", "\"\\u00e4\\n\\\"\""),
    ];

    public static IEnumerable<ParityCase> All(FakeIssuer issuer) =>
        Times(issuer).Concat(Claims(issuer)).Concat(Names(issuer)).Concat(Audiences(issuer)).Concat(Issuers(issuer)).Concat(Keys(issuer))
            .Concat(Broken(issuer)).Concat(Headers(issuer));

    private static TestToken Token(FakeIssuer issuer) => issuer.Token(ParityApp.Audience, "pets:read pets:write");

    private static ParityCase Case(string name, string token, string? difference = null) => new(name, ["Bearer " + token], difference);

    private static ParityCase Case(string name, FakeIssuer issuer, Func<TestToken, TestToken> change, string? difference = null) =>
        Case(name, change(Token(issuer)).Sign(issuer.CurrentKey), difference);

    // An own claim and a mapped one, with every kind of value.
    private static IEnumerable<ParityCase> Claims(FakeIssuer issuer) =>
        from name in new[] { "custom", "email", "roles" }
        from value in s_values
        select Case($"{name} is {value.Kind}", issuer, token => token.With(name, JsonNode.Parse(value.Json)));

    private static IEnumerable<ParityCase> Names(FakeIssuer issuer) =>
        from name in s_names
        where name != "actort"
        from json in new[] { "\"x\"", "[\"x\",\"y\"]" }
        where name is not ("jti" or "azp") || json[0] == '"'
        select Case($"'{name}' is {json}", issuer, token => token.With(name, JsonNode.Parse(json)));

    private static IEnumerable<ParityCase> Times(FakeIssuer issuer)
    {
        DateTimeOffset now = issuer.Clock.GetUtcNow();
        yield return Case("fresh", issuer, token => token);
        foreach (string claim in new[] { "exp", "nbf", "iat" })
        {
            yield return Case($"without {claim}", issuer, token => token.Without(claim));
            yield return Case($"{claim} is a text", issuer, token => token.With(claim, "1"), claim == "exp" ? null : "claim types");
            yield return Case($"{claim} is negative", issuer, token => token.With(claim, -1), claim == "exp" ? null : "claim types");
            yield return Case(
                $"{claim} is beyond the year 9999", issuer, token => token.With(claim, 1e15), claim is "nbf" ? null : "claim types");
            yield return Case(
                $"{claim} has a fraction", issuer, token => token.With(claim, now.ToUnixTimeSeconds() + (claim == "exp" ? 600.5 : -600.5)));
            yield return Case($"{claim} is null", issuer, token => token.With(claim, (JsonNode?)null));
        }

        yield return Case("expired an hour ago", issuer, token => token.With("exp", now.AddHours(-1)).With("nbf", now.AddHours(-2)));
        yield return Case("expired 30 seconds ago", issuer, token => token.With("exp", now.AddSeconds(-30)).With("nbf", now.AddHours(-2)));
        yield return Case(
            "expired 2 minutes ago", issuer, token => token.With("exp", now.AddMinutes(-2)).With("nbf", now.AddHours(-2)), "clock skew");
        yield return Case("valid in 30 seconds", issuer, token => token.With("nbf", now.AddSeconds(30)));
        yield return Case("valid in 2 minutes", issuer, token => token.With("nbf", now.AddMinutes(2)), "clock skew");
        yield return Case("valid in an hour", issuer, token => token.With("nbf", now.AddMinutes(50)));
        yield return Case("issued in an hour", issuer, token => token.With("iat", now.AddHours(1)).Without("nbf"), "iat");
        yield return Case("nbf after exp", issuer, token => token.With("nbf", now.AddHours(2)));
    }

    private static IEnumerable<ParityCase> Audiences(FakeIssuer issuer)
    {
        yield return Case("another audience", issuer, token => token.With("aud", "other"));
        yield return Case("the audience in another case", issuer, token => token.With("aud", "PARITY"));
        yield return Case("the audience with a slash", issuer, token => token.With("aud", "parity/"), "audience slash");
        yield return Case("no audience", issuer, token => token.Without("aud"));
        yield return Case(
            "no audience but a client_id", issuer, token => token.Without("aud").With("client_id", ParityApp.Audience), "client_id");
        yield return Case("no audience but another client_id", issuer, token => token.Without("aud").With("client_id", "other"));
        yield return Case("several audiences, one right", issuer, token => token.With("aud", new JsonArray("other", ParityApp.Audience)));
        yield return Case("several audiences, none right", issuer, token => token.With("aud", new JsonArray("other", "another")));
        yield return Case("an empty list of audiences", issuer, token => token.With("aud", new JsonArray()));
        yield return Case("an empty audience", issuer, token => token.With("aud", ""));
        yield return Case("an audience that is a number", issuer, token => token.With("aud", 7));
        yield return Case("a list of audiences with a number", issuer, token => token.With("aud", new JsonArray(7, ParityApp.Audience)));
    }

    private static IEnumerable<ParityCase> Issuers(FakeIssuer issuer)
    {
        yield return Case("no issuer", issuer, token => token.Without("iss"));
        string[] others =
        [
            "https://other.example/", "https://parity.example", "https://PARITY.example/", "https://parity.example//",
            "http://parity.example/", " https://parity.example/", "",
        ];
        foreach (string other in others)
        {
            yield return Case($"issuer '{other}'", issuer, token => token.With("iss", other));
        }

        yield return Case("an issuer that is a list", issuer, token => token.With("iss", new JsonArray(issuer.Issuer)));
    }

    private static IEnumerable<ParityCase> Keys(FakeIssuer issuer)
    {
        foreach (string algorithm in ParityApp.Algorithms)
        {
            SigningKey key = issuer.FindKey(algorithm)!;
            yield return Case($"signed with {algorithm}", Token(issuer).Sign(key));
            yield return Case(
                $"signed with {algorithm}, then changed",
                CompactJws.ReplacePayload(Token(issuer).Sign(key), Token(issuer).With("sub", "other").Claims.ToJsonString()));
            yield return Case(
                $"signed with {algorithm} by a stranger under our kid", Token(issuer).Sign(SigningKey.Create(algorithm, key.KeyId)));
            yield return Case($"signed with {algorithm} by a stranger", Token(issuer).Sign(SigningKey.Create(algorithm, "stranger")));
            yield return Case($"{algorithm} without kid", issuer, token => token.WithHeader("kid", null), "kid");
            yield return Case($"alg HS256 under the kid of {algorithm}", Token(issuer).WithHeader("alg", "HS256").Sign(key));
            yield return Case($"alg in lower case, {algorithm}", Token(issuer).WithHeader("alg", algorithm.ToLowerInvariant()).Sign(key));
        }

        yield return Case("alg none", Token(issuer).WithoutSignature());
        yield return Case("a PS256 token that says RS256", Token(issuer).WithHeader("alg", "RS256").Sign(issuer.FindKey("PS256")!));
        yield return Case("crit", issuer, token => token.WithHeader("crit", new JsonArray("exp")), "crit");
        yield return Case("jku", issuer, token => token.WithHeader("jku", "https://evil.example/jwks"));
        yield return Case("a second unknown key within 30 seconds", Token(issuer).Sign(SigningKey.Create("ES256")), "unknown key");
        yield return Case("typ at+jwt", issuer, token => token.WithHeader("typ", "at+jwt"));
        yield return Case("typ absent", issuer, token => token.WithHeader("typ", null), "claim types");
        yield return Case("cnf", issuer, token => token.With("cnf", new JsonObject { ["jkt"] = "x" }), "cnf");
    }

    private static IEnumerable<ParityCase> Broken(FakeIssuer issuer)
    {
        string good = Token(issuer).Sign(issuer.CurrentKey);
        string[] parts = good.Split('.');
        string header = $$"""{"alg":"RS256","kid":"{{issuer.CurrentKey.KeyId}}"}""";
        SigningKey key = issuer.CurrentKey;
        yield return Case("no dot", "abc");
        yield return Case("one dot", parts[0] + "." + parts[1]);
        yield return Case("three dots", good + ".x");
        yield return Case("four dots, as if encrypted", good + ".x.y");
        yield return Case("no signature", parts[0] + "." + parts[1] + ".");
        yield return Case("no payload", parts[0] + ".." + parts[2]);
        yield return Case("no header", "." + parts[1] + "." + parts[2]);
        yield return Case("a character outside the alphabet", good[..^2] + "*" + good[^1]);
        yield return Case("padding", good + "=");
        yield return Case("cut off", good[..^10]);
        yield return Case("a payload that is no JSON", CompactJws.Sign(header, "abc", key));
        yield return Case("a payload that is a list", CompactJws.Sign(header, "[]", key));
        yield return Case("an empty payload object", CompactJws.Sign(header, "{}", key));
        yield return Case(
            "a payload with text behind it", CompactJws.Sign(header, Token(issuer).Claims.ToJsonString() + "x", key), "one reading");
        yield return Case(
            "a claim twice", CompactJws.Sign(header, Token(issuer).Claims.ToJsonString()[..^1] + ",\"sub\":\"other\"}", key),
            "one reading");
        yield return Case("a header that is no JSON", CompactJws.Sign("abc", "{}", key));
        yield return Case("an opaque token", "2YotnFZFEjr1zCsicMWpAA");
        yield return Case("9 KiB", Token(issuer).With("pad", new string('x', 9_000)).Sign(key), "size");
        yield return Case("4 KiB", Token(issuer).With("pad", new string('x', 3_000)).Sign(key));
        yield return Case(
            "claims nested 20 deep", Token(issuer).With("deep", JsonNode.Parse(new string('[', 20) + new string(']', 20))).Sign(key),
            "size");
    }

    private static IEnumerable<ParityCase> Headers(FakeIssuer issuer)
    {
        string good = Token(issuer).Sign(issuer.CurrentKey);
        yield return new ParityCase("no header", []);
        yield return new ParityCase("lower case scheme", ["bearer " + good]);
        yield return new ParityCase("upper case scheme", ["BEARER " + good]);
        yield return new ParityCase("the bare token", [good]);
        yield return new ParityCase("the scheme alone", ["Bearer"]);
        yield return new ParityCase("another scheme", ["Basic dXNlcjpwYXNz"]);
        yield return new ParityCase("another scheme with the token", ["Token " + good]);
        yield return new ParityCase("two spaces", ["Bearer  " + good], "spaces");
        yield return new ParityCase("a tab", ["Bearer\t" + good]);
        yield return new ParityCase("two headers", ["Bearer " + good, "Bearer " + good]);
        yield return new ParityCase("two tokens in one header", [$"Bearer {good}, Bearer {good}"]);
        yield return new ParityCase("quotes", [$"Bearer \"{good}\""]);
    }
}
