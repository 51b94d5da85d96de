namespace Authz.Server.Tests.Attacks.Wire;

/// <summary>Requests behind others: what is left of a refused one never becomes the next one, and no upgrade opens a tunnel.</summary>
internal static class SequenceAttacks
{
    private const string Guarded = "POST /guarded HTTP/1.1\r\nHost: {host}\r\n";
    private const string Open = "GET /open HTTP/1.1\r\nHost: {host}\r\n";

    private static readonly string[] s_upgrades =
    [
        "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n",
        "Connection: Upgrade\r\nUpgrade: h2c\r\n",
        "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n",
        "Connection: Upgrade\r\nUpgrade: websocket, h2c\r\n",
        "Connection: Upgrade\r\nUpgrade: TLS/1.0\r\n",
        "Connection: Upgrade\r\nUpgrade: connect-udp\r\nCapsule-Protocol: ?1\r\n",
        "Connection: Upgrade\r\n",
        "Upgrade: websocket\r\n",
    ];

    private static readonly string[] s_connections =
    [
        "Content-Length", "Transfer-Encoding", "Host", "Authorization", "Via", "Forwarded", "close, X-A", "keep-alive, Host", "",
        "\u00E9", ",,",
        "Connection",
    ];

    private static string Length => $"Content-Length: {RawAttack.Smuggled.Length}\r\n";

    private static string Chunks => $"{RawAttack.Smuggled.Length:x}\r\n{{smuggled}}\r\n0\r\n\r\n";

    public static IEnumerable<RawAttack> All =>
    [
        .. Behind,
        .. Expectations,
        .. s_upgrades.Select(upgrade => new RawAttack(
            $"upgrade '{upgrade}'", $"{Open}{upgrade}\r\n", "200 200", "GET /open", RawAttack.EndReached)),
        .. s_upgrades.Select(upgrade => new RawAttack(
            $"guarded upgrade '{upgrade}'", $"GET /guarded HTTP/1.1\r\nHost: {{host}}\r\n{upgrade}\r\n", "401 200", RawAttack.EndReached)),
        .. s_connections.Select(connection => new RawAttack(
            $"connection '{connection}'",
            $"POST /open HTTP/1.1\r\nHost: {{host}}\r\nConnection: {connection}\r\nContent-Length: 5\r\n\r\nabcde",
            connection.StartsWith("close", StringComparison.Ordinal) ? "200" : "200 200",
            connection.StartsWith("close", StringComparison.Ordinal)
                ? ["POST /open abcde"]
                : ["POST /open abcde", RawAttack.EndReached])),
    ];

    private static RawAttack[] Behind =>
    [
        new("a second request", $"{Open}\r\n{Open}\r\n", "200 200 200", "GET /open", "GET /open", RawAttack.EndReached),
        new("behind a 401", $"{Guarded}Content-Length: 0\r\n\r\n{Open}\r\n", "401 200 200", "GET /open", RawAttack.EndReached),
        new("in the body of a 401", $"{Guarded}{Length}\r\n{{smuggled}}", "401 200", RawAttack.EndReached),
        new("in the chunks of a 401", $"{Guarded}Transfer-Encoding: chunked\r\n\r\n{Chunks}", "401 200", RawAttack.EndReached),
        new("behind broken chunks of a 401", $"{Guarded}Transfer-Encoding: chunked\r\n\r\nzz\r\n{{smuggled}}", "401"),
        new("behind chunks with a bare LF of a 401", $"{Guarded}Transfer-Encoding: chunked\r\n\r\n0;\n\r\n{{smuggled}}", "401"),
        new(
            "in the body of a 404",
            $"POST /nowhere HTTP/1.1\r\nHost: {{host}}\r\n{Length}\r\n{{smuggled}}",
            "404 200",
            RawAttack.EndReached),
        new(
            "in the body of a GET that is 404",
            $"GET /nowhere HTTP/1.1\r\nHost: {{host}}\r\n{Length}\r\n{{smuggled}}",
            "404 200",
            RawAttack.EndReached),
        new(
            "in the body of an ambiguous path",
            $"GET /a/../open HTTP/1.1\r\nHost: {{host}}\r\n{Length}\r\n{{smuggled}}",
            "400 200",
            RawAttack.EndReached),
        new("behind a malformed request", $"POST /open HTTP/1.1\r\nHost: {{host}}\r\nX-A : b\r\n\r\n{Open}\r\n", "400"),
        new(
            "behind a request without framing",
            $"{Guarded}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{Open}\r\n",
            "400"),
        new(
            "in the body of a GET",
            $"{Open}{Length}\r\n{{smuggled}}",
            "200 200",
            $"GET /open {RawAttack.Smuggled}",
            RawAttack.EndReached),
        new(
            "in the body of a HEAD",
            $"HEAD /open HTTP/1.1\r\nHost: {{host}}\r\n{Length}\r\n{{smuggled}}",
            "200 200",
            $"HEAD /open {RawAttack.Smuggled}",
            RawAttack.EndReached),
        new(
            "with the token of the request before",
            $"{Guarded}Authorization: Bearer {{token}}\r\nContent-Length: 0\r\n\r\n{Guarded}Content-Length: 0\r\n\r\n",
            "200 401 200",
            "POST /guarded",
            RawAttack.EndReached),
        new(
            "with the token behind broken chunks",
            $"{Guarded}Transfer-Encoding: chunked\r\n\r\n-1\r\n{Guarded}Authorization: Bearer {{token}}\r\n\r\n",
            "401"),
    ];

    private static RawAttack[] Expectations =>
    [
        new("expect: with a body", $"{Guarded}Expect: 100-continue\r\n{Length}\r\n{{smuggled}}", "401 200", RawAttack.EndReached),
        new(
            "expect: without waiting",
            "POST /open HTTP/1.1\r\nHost: {host}\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\nabcde",
            "200 200",
            "POST /open abcde",
            RawAttack.EndReached),
        new(
            "expect: in capitals",
            "POST /open HTTP/1.1\r\nHost: {host}\r\nExpect: 100-CONTINUE\r\nContent-Length: 5\r\n\r\nabcde",
            "200 200",
            "POST /open abcde",
            RawAttack.EndReached),
        new(
            "expect: in HTTP/1.0",
            "POST /open HTTP/1.0\r\nHost: {host}\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\nabcde",
            "200",
            "POST /open abcde"),
        new(
            "expect: something else",
            "POST /open HTTP/1.1\r\nHost: {host}\r\nExpect: 200-ok\r\nContent-Length: 5\r\n\r\nabcde",
            "200 200",
            "POST /open abcde",
            RawAttack.EndReached),
        new(
            "expect: without a body",
            "POST /open HTTP/1.1\r\nHost: {host}\r\nExpect: 100-continue\r\nContent-Length: 0\r\n\r\n",
            "200 200",
            "POST /open",
            RawAttack.EndReached),
        new("expect: with broken chunks", $"{Guarded}Expect: 100-continue\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{{smuggled}}", "401"),
    ];
}
