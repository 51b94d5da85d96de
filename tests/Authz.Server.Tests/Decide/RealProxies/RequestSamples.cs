using Authz.Testing;

namespace Authz.Server.Tests.Decide.RealProxies;

/// <summary>Requests at random, for an API of open and protected routes: ordinary ones, and ones that programs read differently.</summary>
internal sealed class RequestSamples
{
    private const string Audience = "pets-api";

    private static readonly string[] s_methods = ["GET", "GET", "GET", "POST", "DELETE", "HEAD", "OPTIONS", "PATCH"];

    private static readonly string[] s_segments =
    [
        "pets", "pets", "mine", "admin", "public", "health", "hub", "7", "a%20b", "%C3%A4", "..", ".", "%2e%2e", "%2F", "a;b", "Pets", "%70ets",
        "a%252Fb", "x%5Cy", "", "%c0%ae", "a+b", "~u", "a:b", "-authz-decide", "a%23b", "a%3Fb", "..;", "*", "$default",
    ];

    private static readonly string[] s_queries = ["", "", "", "?a=1", "?a=%2F..//&b", "?", "??", "?x=/admin/a", "?access_token=", "?a=%zz"];

    private static readonly string[] s_others =
    [
        "X-User: admin", "X-Forwarded-Uri: /health", "X-Original-URI: /health", "X-Original-Method: GET", "X-Real-IP: 10.0.0.1", "Accept: */*",
        "Cookie: a=b", "X-Forwarded-For: 1.2.3.4", "Authz-Status: 200", "Accept: application/problem+json",
    ];

    private readonly string[] _tokens;

    public RequestSamples(FakeIssuer issuer)
    {
        TestToken token = issuer.Token(Audience).With("sub", "user-1");
        DateTimeOffset now = issuer.Clock.GetUtcNow();
        _tokens =
        [
            token.Sign(issuer.CurrentKey),
            token.With("scope", "pets:read").Sign(issuer.CurrentKey),
            token.With("scope", "admin pets:write").With("sub", "boss").Sign(issuer.CurrentKey),
            token.With("exp", now.AddHours(-1)).With("nbf", now.AddHours(-2)).Sign(issuer.CurrentKey),
            token.With("aud", "other").Sign(issuer.CurrentKey),
            token.With("iss", "https://other.example/").Sign(issuer.CurrentKey),
            CompactJws.ReplacePayload(token.Sign(issuer.CurrentKey), token.With("sub", "root").Claims.ToJsonString()),
            "2YotnFZFEjr1zCsicMWpAA",
        ];
        Definition = new ApiDefinitionBuilder()
            .AddJwtAuthorizer("idp", issuer.Issuer, Audience)
            .AddAuthorizer("query", new AuthorizerDefinition
            {
                IdentitySource = IdentitySource.QueryStringPrefix + "access_token",
                JwtConfiguration = [new JwtConfiguration { Issuer = issuer.Issuer, Audience = [Audience] }],
            })
            .AddRoute("GET /pets", Mapped("idp"))
            .AddRoute("POST /pets", Mapped("idp", "pets:write"))
            .AddRoute("GET /pets/{id}", Mapped("idp", "pets:read"))
            .AddRoute("ANY /admin/{path+}", Mapped("idp", "admin"))
            .AddRoute("GET /hub", Mapped("query"))
            .AddOpenRoute("GET /health")
            .AddOpenRoute("ANY /public/{path+}")
            .Build();
    }

    public ApiDefinition Definition { get; }

    public RequestSample Next(Random random)
    {
        string target = "/" + string.Join('/', Enumerable.Range(0, random.Next(1, 4)).Select(_ => Pick(random, s_segments))) + Pick(random, s_queries);
        if (target.EndsWith("access_token=", StringComparison.Ordinal))
        {
            target += Pick(random, _tokens);
        }

        List<KeyValuePair<string, string>> headers = [];
        for (int count = random.Next(8) switch { 0 => 0, 1 => 2, _ => 1 }; count > 0; count--)
        {
            string scheme = random.Next(12) switch { 0 => "Basic ", 1 => "", 2 => "bearer ", _ => "Bearer " };
            headers.Add(new("Authorization", scheme + Pick(random, _tokens)));
        }

        for (int count = random.Next(3); count > 0; count--)
        {
            string[] pair = Pick(random, s_others).Split(": ", 2);
            headers.Add(new(pair[0], pair[1]));
        }

        return new RequestSample(Pick(random, s_methods), target, headers);
    }

    private static RouteDefinition Mapped(string authorizer, params string[] scopes) => new()
    {
        Authorizer = authorizer,
        AuthorizationScopes = scopes,
        Integration = new IntegrationDefinition
        {
            Uri = "http://127.0.0.1:1",
            RequestParameters = new Dictionary<string, string> { ["overwrite:header.x-user"] = "$context.authorizer.claims.sub" },
        },
    };

    private static string Pick(Random random, string[] values) => values[random.Next(values.Length)];
}

/// <summary>One request.</summary>
/// <param name="Method">Its method.</param>
/// <param name="Target">Its target, as on the wire.</param>
/// <param name="Headers">Its headers.</param>
internal sealed record RequestSample(string Method, string Target, IReadOnlyList<KeyValuePair<string, string>> Headers)
{
    /// <summary>The request for the library.</summary>
    public AuthorizationRequest ToAuthorizationRequest() => new(Method, Target, new HeaderSource(this, static (state, name) =>
    {
        string[] values =
        [
            .. ((RequestSample)state).Headers
                .Where(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value),
        ];
        return values.Length switch { 0 => HeaderValue.Absent, 1 => new HeaderValue(values[0]), _ => HeaderValue.Repeated };
    }));

    public override string ToString() => $"{Method} {Target} {string.Join(" | ", Headers.Select(header => $"{header.Key}: {header.Value}"))}";
}
