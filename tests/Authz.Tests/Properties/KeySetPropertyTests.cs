using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Authz.Keys.Reading;
using Authz.Testing;

namespace Authz.Tests.Properties;

/// <summary>
/// Generated key sets: a key whose members are absent, null, empty or of another type or value, beside a good one. Nothing throws, the good
/// key survives, and the other is used exactly when <see cref="JwkRules"/> says so. <c>AUTHZ_KEY_SETS</c> and <c>AUTHZ_KEY_SET_SEED</c> run
/// more of them.
/// </summary>
public sealed class KeySetPropertyTests
{
    private const string GoodKeyId = "good";
    private const string Issuer = "https://issuer.example";

    private static readonly int s_sets = Read("AUTHZ_KEY_SETS", 8_000);
    private static readonly int s_seed = Read("AUTHZ_KEY_SET_SEED", 20_261_129);

    private static readonly SigningKey s_good = SigningKey.Create("ES256", GoodKeyId);
    private static readonly SigningKey[] s_candidates = [SigningKey.Create("RS256", "candidate"), SigningKey.Create("ES256", "candidate"), SigningKey.Create("EdDSA", "candidate")];

    [Fact]
    public void Uses_AKeyExactlyWhenTheRulesSaySo_ForEveryPairOfMembers()
    {
        (int used, int unused) = (0, 0);
        foreach (SigningKey candidate in s_candidates)
        {
            IReadOnlyDictionary<string, string[]> values = JwkValues.Of(candidate.ToPublicJwk());
            string[] members = [.. values.Keys];
            for (int first = 0; first < members.Length; first++)
            {
                for (int second = first + 1; second < members.Length; second++)
                {
                    foreach (string one in JwkValues.Missing)
                    {
                        foreach (string other in JwkValues.Missing)
                        {
                            _ = Judge(Write(candidate, (members[first], one), (members[second], other))) ? used++ : unused++;
                        }
                    }
                }
            }
        }

        Assert.True(used > 1_000 && unused > 1_000, $"{used} used, {unused} unused");
    }

    [Fact]
    public void Uses_AKeyExactlyWhenTheRulesSaySo_ForAnyMembers()
    {
        Random random = new(s_seed);
        (int used, int unused) = (0, 0);
        for (int set = 0; set < s_sets; set++)
        {
            _ = Judge(Write(random, s_candidates[set % s_candidates.Length])) ? used++ : unused++;
        }

        Assert.True(used > s_sets / 20 && unused > s_sets / 20, $"{used} used, {unused} unused");
    }

    [Fact]
    public async Task Allows_TokensOfAUsedKeyOnly()
    {
        Random random = new(s_seed + 1);
        (int allowed, int refused) = (0, 0);
        for (int set = 0; set < Math.Max(160, s_sets / 50); set++)
        {
            SigningKey candidate = s_candidates[set % s_candidates.Length];
            string jwk = Write(random, candidate);
            JsonObject read = JsonNode.Parse(jwk)!.AsObject();
            bool isExpected = JwkRules.IsUsable(read) && JwkRules.Text(read, "kid") == candidate.KeyId
                && JwkRules.Text(read, "alg") is var algorithm && (algorithm is null || algorithm == candidate.Algorithm || (algorithm, candidate.Algorithm) == ("Ed25519", "EdDSA"))
                && JwkRules.IsFor(Issuer, read) && HasTheSameNumbers(read, candidate);

            bool isAllowed = await DecideAsync(jwk, candidate);

            Assert.True(isExpected == isAllowed, $"{(isAllowed ? "allowed" : "refused")}, seed {s_seed}: {jwk}");
            _ = isAllowed ? allowed++ : refused++;
        }

        Assert.True(allowed > 10 && refused > 10, $"{allowed} allowed, {refused} refused");
    }

    // A verdict on the key alone, with the good one checked on the way.
    private static bool Judge(string jwk)
    {
        KeyReadResult result = JwksReader.Read(Encoding.UTF8.GetBytes(Set(jwk)));

        string context = $"seed {s_seed}: {jwk}";
        Assert.True(result.Keys is not null && result.Keys.Any(key => key.Description.KeyId == GoodKeyId), context);
        bool isUsed = result.Keys.Count == 2;
        Assert.True(result.Unused.Count == (isUsed ? 0 : 1), context);
        Assert.True(
            JwkRules.IsUsable(JsonNode.Parse(jwk)!.AsObject()) == isUsed,
            $"{(isUsed ? "used" : string.Join(' ', result.Unused))}, {context}");
        return isUsed;
    }

    private static string Set(string jwk) => $$"""{"keys":[{{jwk}},{{s_good.ToPublicJwk().ToJsonString()}}]}""";

    private static string Write(Random random, SigningKey candidate)
    {
        IReadOnlyDictionary<string, string[]> values = JwkValues.Of(candidate.ToPublicJwk());
        string[] members = random.GetItems([.. values.Keys], random.Next(1, 7));
        return Write(candidate, [.. members.Distinct().Select(member => (member, Choose(random, values[member])))]);
    }

    private static string Choose(Random random, string[] values) =>
        random.Next(2) == 0 ? values[random.Next(values.Length)] : JwkValues.Common[random.Next(JwkValues.Common.Count)];

    private static string Write(SigningKey candidate, params (string Member, string Value)[] changes)
    {
        Dictionary<string, string> members =
            candidate.ToPublicJwk().ToDictionary(member => member.Key, member => member.Value!.ToJsonString());
        foreach ((string member, string value) in changes)
        {
            members[member] = value;
        }

        IEnumerable<KeyValuePair<string, string>> written = members.Where(member => member.Value.Length > 0);
        return $"{{{string.Join(',', written.Select(member => $"\"{member.Key}\":{member.Value}"))}}}";
    }

    private static bool HasTheSameNumbers(JsonObject jwk, SigningKey candidate) =>
        candidate.ToPublicJwk().All(member => member.Key is not ("n" or "e" or "x" or "y")
            || Strip(JwkRules.Text(jwk, member.Key)) == Strip(member.Value!.GetValue<string>()))
        && JwkRules.Text(jwk, "kty") == candidate.ToPublicJwk()["kty"]!.GetValue<string>();

    private static string? Strip(string? number) => number is null
        ? null
        : Convert.ToHexString(System.Buffers.Text.Base64Url.DecodeFromChars(number)).TrimStart('0');

    private static async Task<bool> DecideAsync(string jwk, SigningKey candidate)
    {
        ApiDefinition definition = new()
        {
            Authorizers = new Dictionary<string, AuthorizerDefinition>
            {
                ["idp"] = new() { JwtConfiguration = [new JwtConfiguration { Issuer = Issuer, Audience = ["a"], Jwks = Set(jwk) }] },
            },
            Routes = new Dictionary<string, RouteDefinition> { ["GET /a"] = new() { Authorizer = "idp" } },
        };
        using ApiAuthorizer authorizer = new(definition);
        DateTimeOffset now = DateTimeOffset.UtcNow;
        string token = new TestToken().With("iss", Issuer).With("aud", "a").With("iat", now).With("exp", now.AddHours(1)).Sign(candidate);
        AuthorizationDecision decision = await authorizer.AuthorizeAsync(
            new AuthorizationRequest("GET", "/a", HeaderSource.Authorization($"Bearer {token}")));
        return decision.IsAllowed;
    }

    private static int Read(string variable, int standard) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out int value) ? value : standard;
}
