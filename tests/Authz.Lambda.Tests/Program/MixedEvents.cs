using System.Text;
using Authz.Lambda.Events;
using Authz.Testing;

namespace Authz.Lambda.Tests.Program;

/// <summary>Events of every kind, with right and wrong tokens, and what is no event.</summary>
internal static class MixedEvents
{
    private static readonly AuthorizerEventKind[] s_kinds =
        [.. Enum.GetValues<AuthorizerEventKind>().Where(kind => kind != AuthorizerEventKind.Unknown)];

    /// <summary>The definition that the events are about.</summary>
    public static string Definition(FakeIssuer issuer) => $$"""
        {
          "authorizers": { "idp": { "type": "JWT", "jwtConfiguration": { "issuer": "{{issuer.Issuer}}", "audience": ["pets-api"] } } },
          "routes": {
            "GET /pets": { "authorizer": "idp", "authorizationScopes": ["read"] },
            "POST /pets": { "authorizer": "idp", "authorizationScopes": ["write"] },
            "$connect": { "authorizer": "idp", "authorizationScopes": ["read"] }
          }
        }
        """;

    /// <summary>Makes the events.</summary>
    /// <param name="issuer">The issuer of the tokens.</param>
    /// <param name="newTokens">How many events more, each with a token of its own.</param>
    public static IReadOnlyList<MixedEvent> Create(FakeIssuer issuer, int newTokens) =>
    [
        .. Tokens(issuer).SelectMany(OfEveryKind),
        .. NoEvents(),
        .. Enumerable.Range(0, newTokens).Select(number => WithNewToken(issuer, number)),
    ];

    private static IEnumerable<(string Description, string Token, string Expected)> Tokens(FakeIssuer issuer)
    {
        string allowed = issuer.Mint("pets-api", "read");
        DateTimeOffset past = issuer.Clock.GetUtcNow().AddHours(-1);
        string expired = issuer.Token("pets-api", "read").With("exp", past).With("nbf", past).With("iat", past).Sign(issuer.CurrentKey);
        yield return ("allowed", allowed, "Allow");
        yield return ("lacking scope", issuer.Mint("pets-api", "other"), "Deny");
        yield return ("another audience", issuer.Mint("other-api", "read"), "error Authz.audience_mismatch");
        yield return ("expired", expired, "error Authz.token_expired");
        yield return ("changed signature", allowed[..^6] + "AAAAAA", "error Authz.signature_invalid");
        yield return ("no token", "x.y.z", "error Authz.token_malformed");
    }

    private static IEnumerable<MixedEvent> OfEveryKind((string Description, string Token, string Expected) token) =>
        from kind in s_kinds select new MixedEvent($"{kind}, {token.Description}", About(kind, token.Token), token.Expected);

    private static IEnumerable<MixedEvent> NoEvents()
    {
        byte[] valid = About(AuthorizerEventKind.HttpApiV2, "x");
        (string Description, byte[] Content)[] malformed =
        [
            ("nothing", []),
            ("no JSON", "not JSON"u8.ToArray()),
            ("no object", "[]"u8.ToArray()),
            ("another event", "{}"u8.ToArray()),
            ("cut off", valid[..^1]),
            ("trailing data", [.. valid, (byte)'{']),
            ("no UTF-8", [.. "{\"type\":\""u8, 0xff, .. "\"}"u8]),
            ("too long", Encoding.UTF8.GetBytes($$"""{"padding":"{{new string('x', 300_000)}}"}""")),
        ];
        return malformed.Select(one => new MixedEvent(one.Description, one.Content, "error Authz.event_malformed"));
    }

    private static MixedEvent WithNewToken(FakeIssuer issuer, int number)
    {
        bool isAllowed = number % 3 != 0;
        string token = issuer.Token("pets-api", isAllowed ? "read" : "other").With("jti", $"{number}").Sign(issuer.CurrentKey);
        return new MixedEvent($"new token {number}", About(s_kinds[number % s_kinds.Length], token), isAllowed ? "Allow" : "Deny");
    }

    private static byte[] About(AuthorizerEventKind kind, string token) =>
        EventDocument.For(kind, "GET /pets", "GET", "/pets", token).ToUtf8();
}
