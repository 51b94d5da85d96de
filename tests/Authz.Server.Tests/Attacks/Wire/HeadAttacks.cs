namespace Authz.Server.Tests.Attacks.Wire;

/// <summary>RFC 9112 sections 2, 3 and 5: request lines and headers with two readings.</summary>
internal static class HeadAttacks
{
    private static readonly string[] s_headers =
    [
        " X-A: b", "\tX-A: b", "X-A: b\r\n c", "X-A: b\r\n\tc", "X-A : b", "X-A\t: b", "X A: b", ": b", "X-A", "X-A: b\0c", "X-A: b\rc",
        "X-A: b\nc", "X-A\0: b", "X-\u00C4: b", "X(A): b", "X-A\r: b", "{\"a\": 1}", "GET /smuggled HTTP/1.1", "\0", "X-A: b\r\r",
    ];

    // What Kestrel cannot read.
    private static readonly string[] s_requestLines =
    [
        "GET\t/open HTTP/1.1", "GET /open\tHTTP/1.1", " GET /open HTTP/1.1", "GET  /open HTTP/1.1",
        "GET /open HTTP/1.1 ", "GET /open HTTP/1.1 x", "GET /open x HTTP/1.1", "GET /open HTTP/1.1\0", "GET /open HTTP/01.1",
        "GET /open HTTP / 1.1", "GET /open", "GET", "G\0T /open HTTP/1.1", "G(T /open HTTP/1.1", "G\u00C9T /open HTTP/1.1",
        "GET /op\0en HTTP/1.1", "GET /op\nen HTTP/1.1", "GET ?open HTTP/1.1", "GET #open HTTP/1.1", "GET /open\u00E9 HTTP/1.1",
        "GET \\open HTTP/1.1", "GET http:/open HTTP/1.1", "GET http:///open HTTP/1.1", "GET ftp://{host}/open HTTP/1.1",
        "GET http://other.example/open HTTP/1.1", "GET /open HTTP/3",
    ];

    // What the engine refuses; the connection goes on.
    private static readonly string[] s_targets =
    [
        "GET /op\ren HTTP/1.1", "GET /open#x HTTP/1.1", "GET https://{host}/open HTTP/1.1", "GET http://{host}/open HTTP/1.1",
        "GET http://u:p@{host}/open HTTP/1.1", "CONNECT {host} HTTP/1.1", "CONNECT http://{host}/open HTTP/1.1",
        "OPTIONS * HTTP/1.1",
    ];

    private static readonly string[] s_forms = ["GET * HTTP/1.1", "GET {host} HTTP/1.1", "GET open HTTP/1.1", "OPTIONS {host} HTTP/1.1"];

    private static readonly string[] s_versions =
        ["HTTP/1.2", "HTTP/2.0", "HTTP/0.9", "HTTP/1,1", "http/1.1"];

    private static readonly string[] s_hosts =
    [
        "", "Host: {host}\r\nHost: {host}\r\n", "Host: {host}\r\nHost: other\r\n", "Host: {host}\r\nhost: {host}\r\n",
        "Host: user@{host}\r\n",
        "Host: user:secret@{host}\r\n", "Host: {host}/smuggled\r\n", "Host: {host}?a\r\n", "Host: {host}#a\r\n", "Host: {host}, other\r\n",
        "Host: {host} other\r\n", "Host: a\tb\r\n", "Host: a:b\r\n", "Host: a:1:2\r\n", "Host: [::1\r\n", "Host: ::1\r\n", "Host: a\\b\r\n",
        "Host: \u00E9\r\n", "Host: a<b>\r\n", "Host: http://{host}\r\n", "Host : {host}\r\n",
    ];

    public static IEnumerable<RawAttack> All =>
    [
        .. s_headers.Select(header => RawAttack.Refused($"header '{header}'", $"{header}\r\nContent-Length: 0\r\n\r\n{{smuggled}}")),
        .. s_headers.Select(header => new RawAttack(
            $"first header '{header}'",
            $"POST /open HTTP/1.1\r\n{header}\r\nHost: {{host}}\r\nContent-Length: 0\r\n\r\n{{smuggled}}",
            "400")),
        .. s_requestLines.Select(line => Line(line, "400")),
        .. s_targets.Select(line => Line(line, "400 200", RawAttack.EndReached)),
        .. s_forms.Select(line => Line(line, "405")),
        .. s_versions.Select(version => Line("GET /open " + version, "505")),
        Line("CONNECT /open HTTP/1.1", "404 200", RawAttack.EndReached),
        Line("GET /open  HTTP/1.1", "200 200", "GET /open", RawAttack.EndReached),
        .. s_hosts.Select(host => new RawAttack($"host '{host}'", $"GET /open HTTP/1.1\r\n{host}\r\n", "400")),
        .. Sizes,
        .. Versions,
    ];

    private static RawAttack Line(string line, string answers, params string[] reaches) =>
        new($"line '{line}'", $"{line}\r\nHost: {{host}}\r\n\r\n", answers, reaches);

    private static RawAttack[] Sizes =>
    [
        new("a line of 70,000 octets", $"GET /open?{new string('a', 70_000)} HTTP/1.1\r\nHost: {{host}}\r\n\r\n", "414"),
        new(
            "a line of 11,000 octets",
            $"GET /open?{new string('a', 11_000)} HTTP/1.1\r\nHost: {{host}}\r\n\r\n",
            "431 200",
            RawAttack.EndReached),
        new(
            "a method of 5,000 octets",
            $"{new string('A', 5_000)} /open HTTP/1.1\r\nHost: {{host}}\r\n\r\n",
            "404 200",
            RawAttack.EndReached),
        new("a head of 70,000 octets", $"GET /open HTTP/1.1\r\nHost: {{host}}\r\nX-A: {new string('a', 70_000)}\r\n\r\n", "431"),
        new(
            "a head of 11,000 octets",
            $"GET /open HTTP/1.1\r\nHost: {{host}}\r\nX-A: {new string('a', 11_000)}\r\n\r\n",
            "431 200",
            RawAttack.EndReached),
        new(
            "1,001 headers",
            $"GET /open HTTP/1.1\r\nHost: {{host}}\r\n{string.Concat(Enumerable.Range(0, 1_001).Select(index => $"X-{index}: a\r\n"))}\r\n",
            "431"),
        new("a name of 70,000 octets", $"GET /open HTTP/1.1\r\nHost: {{host}}\r\n{new string('a', 70_000)}: a\r\n\r\n", "431"),
        new("a body above the limit", "POST /open HTTP/1.1\r\nHost: {host}\r\nContent-Length: 10485761\r\n\r\n{smuggled}", "413"),
    ];

    private static RawAttack[] Versions =>
    [
        new("HTTP/0.9", "GET /open\r\n", "400"),
        new("HTTP/1.0, which closes", "GET /open HTTP/1.0\r\n\r\n{smuggled}", "200", "GET /open"),
        new(
            "HTTP/1.0 that stays",
            "GET /open HTTP/1.0\r\nHost: {host}\r\nConnection: keep-alive\r\n\r\n",
            "200 200",
            "GET /open",
            RawAttack.EndReached),
        new(
            "HTTP/1.0 with a coding",
            "POST /open HTTP/1.0\r\nHost: {host}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{smuggled}",
            "400"),
        new(
            "HTTP/1.0 that stays, with a coding",
            "POST /open HTTP/1.0\r\nHost: {host}\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{smuggled}",
            "400"),
        new("HTTP/1.0 with a body without length", "POST /open HTTP/1.0\r\nHost: {host}\r\n\r\n{smuggled}", "400"),
        new("HTTP/2's preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", ""),
        new("a TLS hello", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00FC\u0003\u0003", "400"),
        new(
            "empty lines before a request",
            "\r\n\r\nGET /open HTTP/1.1\r\nHost: {host}\r\n\r\n",
            "200 200",
            "GET /open",
            RawAttack.EndReached),
        new("TRACE", "TRACE /open HTTP/1.1\r\nHost: {host}\r\nX-A: b\r\n\r\n", "404 200", RawAttack.EndReached),
        new("a method in small letters", "get /guarded HTTP/1.1\r\nHost: {host}\r\n\r\n", "404 200", RawAttack.EndReached),
    ];
}
