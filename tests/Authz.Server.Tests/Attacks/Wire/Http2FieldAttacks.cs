using static Authz.Server.Tests.Attacks.Wire.Http2Frame;

namespace Authz.Server.Tests.Attacks.Wire;

/// <summary>RFC 9113 section 8: fields that would be another request once they are written as HTTP/1.1.</summary>
internal static class Http2FieldAttacks
{
    private static readonly (string Name, string Value)[] s_get =
        [(":method", "GET"), (":scheme", "http"), (":authority", RawAttack.Host), (":path", "/open")];

    // Each value once, in the place of the field's own.
    private static readonly (string Name, string Value)[] s_values =
    [
        .. new[] { "", "open", "*", "/op en", "/op\ren", "/op\nen", "/op\0en", "/open\r\nX-A: b", "?open",
            "/open HTTP/1.1\r\n\r\nGET /smuggled",
            "/open\u00E9", "/a/../open", "http://other.example/open", "/open#x", "//open", "/open\t" }
            .Select(path => (":path", path)),
        .. new[] { "", "GE T", "GET /smuggled HTTP/1.1\r\nX:", "GET\r\n", "GET\0", "G(T", "CONNECT", "PRI\u00E9" }
            .Select(method => (":method", method)),
        .. new[] { "", "ftp", "https", "http://x/?", "http\r\n", "HTTP\0" }.Select(scheme => (":scheme", scheme)),
        .. new[] { "user@" + RawAttack.Host, "u:p@" + RawAttack.Host, RawAttack.Host + "/smuggled", "http://" + RawAttack.Host, "a b",
            "a\r\nX: b", "a\0", "a,b", "\u00E9", "a?b", "a:b", "a\tb" }
            .Select(authority => (":authority", authority)),
    ];

    // Each field once, after the others.
    private static readonly (string Name, string Value)[] s_added =
    [
        (":method", "POST"), (":scheme", "http"), (":authority", "other.example"), (":path", "/smuggled"), (":path", "/open"),
        (":status", "200"), (":protocol", "websocket"), (":foo", "a"), (":", "a"), ("", "a"), ("X-Upper", "a"), ("x-Upper", "a"),
        ("Transfer-Encoding", "chunked"), ("transfer-encoding", "chunked"), ("connection", "close"), ("connection", "content-length"),
        ("keep-alive", "1"), ("proxy-connection", "close"), ("upgrade", "h2c"), ("upgrade", "websocket"), ("te", "gzip"),
        ("te", "trailers, gzip"), ("te", "chunked"), ("x a", "b"), ("x\ra", "b"), ("x\na", "b"), ("x\0a", "b"), ("x:a", "b"),
        ("x\u00E9", "b"),
        (" x", "b"), ("x-a", "b\rc"), ("x-a", "b\nc"), ("x-a", "b\0c"), ("x-a", "b\r\n\r\nGET /smuggled HTTP/1.1\r\n\r\n"),
        ("x-a\r\ncontent-length", "5"), ("content-length", "5"), ("content-length", "x"),
        ("content_length", "5"), ("transfer_encoding", "chunked"), ("content-length", "-0"), ("content-length", "5,5"),
        ("content-length", ""),
    ];

    // Each field once, after the others: harmless, and not the backend's.
    private static readonly (string Name, string Value)[] s_passed =
    [
        ("te", "trailers"), ("host", RawAttack.Host), ("host", "other.example"), ("host", "other.example, " + RawAttack.Host),
        ("x_forwarded_for", "127.0.0.1"), ("content-length", "0"), ("cookie", "a=1"), ("x-a", "\u00E9"), ("x-a", ""), ("priority", "u=1"),
        ("http2-settings", "AAMAAABkAAQAAP__"), ("expect", "something"),
    ];

    public static IEnumerable<Http2Attack> All =>
    [
        new("control: a request", Ask(s_get), 200, "GET /open"),
        .. s_values.Select(one => new Http2Attack(
            $"{one.Name} '{one.Value}'", Ask([.. s_get.Select(own => own.Name == one.Name ? one : own)]))),
        .. s_get.Where(one => one.Name != ":authority")
            .Select(missing => new Http2Attack($"no {missing.Name}", Ask([.. s_get.Where(one => one != missing)]))),
        .. s_get.Select(late => new Http2Attack(
            $"late {late.Name}", Ask([.. s_get.Where(one => one != late), ("x-a", "b"), late]))),
        .. s_get.Select(twice => new Http2Attack($"{twice.Name} twice", Ask([twice, .. s_get]))),
        .. s_added.Select(one => new Http2Attack($"{one.Name}: {one.Value}, added", Ask([.. s_get, one]))),
        .. s_passed.Select(one => new Http2Attack($"{one.Name}: {one.Value}, passed", Ask([.. s_get, one]), 200, "GET /open")),
        new(
            "no :authority, a host",
            Ask([.. s_get.Where(one => one.Name != ":authority"), ("host", RawAttack.Host)]),
            200,
            "GET /open"),
        new("no :authority, two hosts", Ask([.. s_get.Where(one => one.Name != ":authority"), ("host", "a"), ("host", "b")])),
        new(
            "no :authority, a host with user information",
            Ask([.. s_get.Where(one => one.Name != ":authority"), ("host", "user@" + RawAttack.Host)])),
        new("CONNECT", Ask([(":method", "CONNECT"), (":authority", RawAttack.Host + ":80")])),
        new("CONNECT with a path", Ask([(":method", "CONNECT"), .. s_get.Skip(1)])),
        new(
            "extended CONNECT",
            Ask([(":method", "CONNECT"), .. s_get.Skip(1), (":protocol", "websocket"), ("sec-websocket-version", "13")])),
        new("200 cookies", Ask([.. s_get, .. Enumerable.Range(0, 200).Select(index => ("cookie", $"c{index}=1"))]), 200, "GET /open"),
        new("1,100 cookies", Ask([.. s_get, .. Enumerable.Range(0, 1_100).Select(index => ("cookie", $"c{index}=1"))])),
        new("a head of 11,000 octets", Ask([.. s_get, ("x-a", new string('a', 11_000))]), 431),
    ];

    private static byte[] Ask((string Name, string Value)[] fields) => Of(Headers, EndStream | EndHeaders, 1, Block(fields));
}
