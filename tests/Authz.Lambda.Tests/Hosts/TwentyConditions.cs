using System.Net;
using System.Text.Json.Nodes;
using Authz.Testing;

namespace Authz.Lambda.Tests.Hosts;

/// <summary>A definition of twenty conditions, one on each route, and requests that meet them or not.</summary>
internal sealed class TwentyConditions
{
    private static readonly ConditionBlock[][] s_conditions =
    [
        One("StringEquals", "claims:tenant", "${request:path.v}"),
        One("StringNotEquals", "claims:tenant", "${request:path.v}"),
        One("StringEqualsIgnoreCase", "claims:tenant", "ACME"),
        One("StringNotEqualsIgnoreCase", "request:path.v", "ACME"),
        One("StringLike", "claims:sub", "user-?", "service-*"),
        One("StringNotLike", "claims:sub", "user-*"),
        One("NumericGreaterThanEquals", "claims:/n/level", "3"),
        One("NumericLessThan", "claims:/n/level", "${claims:most}"),
        One("NumericEquals", "request:querystring.q", "1.0", "20e-1"),
        One("DateLessThan", "claims:since", "2026-01-01T00:00:00Z"),
        One("DateGreaterThanEqualsIfExists", "claims:since", "1767225600"),
        One("Bool", "claims:admin", "true"),
        One("IpAddress", "context:identity.sourceIp", "${claims:net}"),
        One("NotIpAddress", "claims:net", "127.0.0.0/8"),
        One("Null", "claims:tenant", "true"),
        One("ForAnyValue:StringEquals", "claims:groups", "a", "${request:header.h}"),
        One("ForAllValues:StringLike", "claims:groups", "a*"),
        One("StringEqualsIfExists", "request:header.h", "gold"),
        [
            new(new ConditionTerm("StringEquals", "request:method", "GET"), new ConditionTerm("NumericLessThan", "token:remaining", "1")),
            new(new ConditionTerm("Bool", "claims:admin", "false"), new ConditionTerm("StringEquals", "token:alg", "ES256")),
        ],
        One("StringEquals", "claims:tenant", "acme"),
    ];

    private static readonly string?[] s_headers = [null, "gold", "a", "b"];
    private static readonly string[] s_queries = ["", "?q=1", "?q=2", "?q=1.00", "?q=x", "?q=1&q=1", "?other=1"];
    private static readonly string[] s_segments = ["acme", "ACME", "other", "a-b", "~"];

    private readonly string[] _tokens;

    public TwentyConditions(FakeIssuer issuer) =>
        _tokens = [.. Enumerable.Range(0, 200).Select(seed => Token(issuer, new Random(seed)).Sign(issuer.CurrentKey))];

    public static ApiDefinition Define(string issuer)
    {
        ApiDefinitionBuilder builder = new ApiDefinitionBuilder().AddJwtAuthorizer("idp", issuer, "api");
        for (int index = 0; index < s_conditions.Length; index++)
        {
            builder.AddRoute($"GET /{index}/{{v}}", new RouteDefinition
            {
                Authorizer = "idp",
                Condition = s_conditions[index],
                StepUp = index == s_conditions.Length - 1 ? new StepUpDefinition { AcrValues = ["phr"] } : null,
            });
        }

        return builder.Build();
    }

    /// <summary>A request that is drawn by its number.</summary>
    public SampleRequest Draw(int number)
    {
        Random random = new(number);
        return new SampleRequest(
            $"/{random.Next(s_conditions.Length)}/{Pick(random, s_segments)}", Pick(random, s_queries), Pick(random, s_headers), Pick(random, _tokens));
    }

    private static ConditionBlock[] One(string name, string key, params string[] values) => [new(new ConditionTerm(name, key, values))];

    private static TestToken Token(FakeIssuer issuer, Random random)
    {
        TestToken token = issuer.Token("api");
        (string Name, string?[] Values)[] claims =
        [
            ("tenant", [null, "null", "\"acme\"", "\"acme\"", "\"other\"", "\"ACME\"", "[\"acme\"]", "5"]),
            ("sub", ["\"user-1\"", "\"user-12\"", "\"service-x\"", "\"\\u0075ser-2\""]),
            ("n", [null, "{\"level\":3}", "{\"level\":2.9999}", "{\"level\":\"3\"}", "{\"level\":1e1}"]),
            ("most", [null, "3", "300e-2", "11"]),
            ("since", [null, "1767225599", "1767225600", "\"2025-12-31T23:59:59Z\"", "\"2026-01-01T01:00:00+01:00\"", "\"2026\""]),
            ("admin", [null, "true", "false", "\"true\""]),
            ("net", [null, "\"127.0.0.0/8\"", "\"127.0.0.1\"", "\"10.0.0.1\"", "\"::ffff:127.0.0.1\"", "\"::1\"", "\"x\""]),
            ("groups", [null, "[]", "[\"a\"]", "[\"ab\",\"a\"]", "[\"b\",\"a\"]", "[\"gold\"]", "\"a\"", "[1]"]),
            ("acr", [null, "\"phr\"", "\"pwd\""]),
        ];
        foreach ((string name, string?[] values) in claims)
        {
            token = Pick(random, values) is { } json ? token.With(name, JsonNode.Parse(json)) : token;
        }

        return token;
    }

    private static T Pick<T>(Random random, T[] values) => values[random.Next(values.Length)];
}

/// <summary>A request of the definition, in the parts that hosts take.</summary>
internal sealed record SampleRequest(string Path, string Query, string? Header, string Token)
{
    public static readonly IPAddress Address = IPAddress.Loopback;
}
