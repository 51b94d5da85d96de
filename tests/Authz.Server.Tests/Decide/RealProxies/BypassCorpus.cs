namespace Authz.Server.Tests.Decide.RealProxies;

/// <summary>
/// Ways past forward authentication that were published for some proxy or decider: what one of the two programs reads otherwise than the
/// other. In each request, <c>{user}</c> stands for a valid token without the scope <c>admin</c>.
/// </summary>
internal static class BypassCorpus
{
    private const string User = "Authorization: Bearer {user}";

    public static IEnumerable<Bypass> All => [.. Paths, .. Words, .. Methods, .. Identities, .. Credentials, .. Framing];

    private static IEnumerable<Bypass> Paths =>
    [
        .. new[]
        {
            "/public/../admin/a", "/public/%2e%2e/admin/a", "/public/..%2fadmin/a", "/public%2f..%2fadmin/a", "//admin/a", "/./admin/a",
            "/admin//a", "/public//../admin/a", "/public/..;/admin/a", "/public;/../admin/a", "/admin%2fa", "/%61dmin/a", "/ADMIN/a",
            "/admin/a/", "/public/..\\..\\admin\\a", "\\admin\\a", "/public/a%00/../../admin/a", "/public/%252e%252e/admin/a",
            "/public/%c0%ae%c0%ae/admin/a", "/admin/a#/../../public/a", "/admin/a%23/../../public/a", "/public/a?/../../admin/a",
            "/admin/a?x=/public/a", "/admin/a%3f/public/a", "/public/%2e%2e%2fadmin/a", "/public/%5c..%5cadmin/a", "/public/..%c0%af/admin/a",
            "/public/%ef%bc%8e%ef%bc%8e/admin/a", "*", "admin/a", "http://api.example/admin/a", "http://api.example//admin/a",
            "http://admin/a@api.example/public/a", "/health/../admin/a", "/health%2f..%2fadmin/a", "/admin/a%20", "/admin/a%09",
            "/-authz-decide", "/-authz-decide?x=/public/a", "//-authz-decide",
        }.Select(target => new Bypass($"path {target}", $"GET {target}", [User])),
    ];

    // What a decider behind another proxy, or this one badly set up, would believe of a client.
    private static IEnumerable<Bypass> Words =>
    [
        .. new[]
        {
            "X-Original-URI: /public/a", "X-Original-URL: http://api.example/public/a", "X_Original_URI: /public/a", "X.Original.URI: /public/a",
            "X-Original-Method: OPTIONS", "X_Original_Method: OPTIONS", "X-Forwarded-Uri: /public/a", "X_Forwarded_Uri: /public/a",
            "X-Forwarded-Method: HEAD", "X_Forwarded_Method: HEAD", "X-Forwarded-Path: /public/a", "X-Forwarded-Prefix: /public",
            "X-Forwarded-Host: public", "X-Rewrite-URL: /public/a", "X-HTTP-Method-Override: OPTIONS", "X-Envoy-Original-Path: /public/a",
            "X-Forwarded-For: 127.0.0.1", "X-Real-IP: 127.0.0.1", "Forwarded: for=127.0.0.1;proto=https", "X-Auth-Request-Redirect: /public/a",
            "Authz-Status: 200", "Authz-Body: ok", "X-Envoy-Auth-Headers-To-Remove: authorization",
        }.Select(header => new Bypass($"word {header}", "GET /admin/a", [User, header])),
        new("words said twice", "GET /admin/a", [User, "X-Original-URI: /public/a", "X-Original-URI: /public/b"]),
        new("words to be dropped", "GET /admin/a", [User, "Connection: X-Original-URI, X-Original-Method, X-Forwarded-Uri, X-Real-IP"]),
        new("all words", "GET /admin/a", ["X-Original-URI: /health", "X-Original-Method: GET", "X-Forwarded-Uri: /health", "X-Forwarded-Method: GET"]),
    ];

    private static IEnumerable<Bypass> Methods =>
    [
        .. new[] { "HEAD", "OPTIONS", "get", "TRACE", "PRI", "PROPFIND", "PURGE", "GET:", "POST" }
            .Select(method => new Bypass($"method {method}", $"{method} /admin/a", [])),
        new("method CONNECT", "CONNECT admin:80", []),
        new(
            "preflight", "OPTIONS /admin/a",
            ["Origin: https://app.example", "Access-Control-Request-Method: GET", "Access-Control-Request-Headers: authorization"]),
        new("upgrade to a WebSocket", "GET /admin/a", ["Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA=="]),
        new("upgrade to HTTP/2", "GET /admin/a", ["Upgrade: h2c", "Connection: Upgrade, HTTP2-Settings", "HTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA"]),
    ];

    // Who the client says it is, where authz alone may say it.
    private static IEnumerable<Bypass> Identities =>
    [
        .. new[] { "X-User: admin", "x-user: admin", "X_User: admin", "X.User: admin", "X~User: admin", "X-User : admin" }
            .SelectMany(header => new Bypass[]
            {
                new($"identity {header} on a protected route", "GET /pets", [User, header]),
                new($"identity {header} on an open route", "GET /public/a", [header]),
            }),
        new("identity said twice", "GET /pets", [User, "X-User: admin", "X-User: root"]),
        new("identity dropped on the way", "GET /pets", [User, "Connection: X-User"]),
        new("identity dropped with an upgrade", "GET /pets", [User, "Connection: Upgrade, X-User", "Upgrade: websocket"]),
        new("identity dropped, another told", "GET /pets", [User, "X_User: admin", "Connection: X-User, X_User"]),
    ];

    private static IEnumerable<Bypass> Credentials =>
    [
        new("no token", "GET /pets", []),
        new("two tokens", "GET /pets", [User, User]),
        new("two tokens in one header", "GET /pets", [User + ", Bearer {user}"]),
        new("a token and another scheme", "GET /pets", [User, "Authorization: Basic YTpi"]),
        new("a token under another spelling", "GET /pets", ["authorization_: Bearer {user}"]),
        new("a token to be dropped", "GET /admin/a", [User, "Connection: Authorization"]),
        new("a token in the query", "GET /pets?access_token={user}", []),
        new("a token that was allowed before, for more", "GET /admin/a", [User]),
        new("a cookie for a verdict", "GET /admin/a", ["Cookie: authz=allowed"]),
        new("a cached verdict", "GET /admin/a", ["Cache-Control: only-if-cached, max-stale", "If-None-Match: *", "If-Modified-Since: Sat, 01 Jan 2050 00:00:00 GMT"]),
        new("a part of the answer", "GET /admin/a", ["Range: bytes=0-0"]),
    ];

    private static IEnumerable<Bypass> Framing =>
    [
        new("a head that is too large", "GET /admin/a", ["X-Pad: " + new string('x', 40_000)]),
        new("a head at the proxy's limit", "GET /admin/a", [User, .. Enumerable.Range(0, 20).Select(one => $"X-Pad-{one}: {new string('x', 1_000)}")]),
        new("many headers", "GET /admin/a", [.. Enumerable.Range(0, 500).Select(one => $"X-{one}: 1")]),
        new("a body that waits to be wanted", "POST /admin/a", ["Expect: 100-continue", "Content-Length: 0"]),
        new("two lengths", "POST /admin/a", ["Content-Length: 0", "Content-Length: 44"]),
        new("two framings", "POST /admin/a", ["Content-Length: 4", "Transfer-Encoding: chunked\r\n\r\n0"]),
        new("another spelling of a length", "POST /admin/a", ["Content_Length: 44"]),
        new("no host", "GET /admin/a", ["Host: public"]),
        new("a folded header", "GET /admin/a", ["X-A: b\r\n Authorization: Bearer {user}"]),
    ];
}

/// <summary>One request that must not pass as something else than it was judged as.</summary>
/// <param name="Name">What it tries.</param>
/// <param name="RequestLine">The request line without the version.</param>
/// <param name="Headers">Its header lines.</param>
internal sealed record Bypass(string Name, string RequestLine, IReadOnlyList<string> Headers);
