namespace Authz.Server.Tests.Attacks.Wire;

/// <summary>RFC 9112 section 7.1: chunks whose end two programs find in two places, such as those of CVE-2025-55315.</summary>
internal static class ChunkAttacks
{
    private static readonly string[] s_sizes =
    [
        "-5", "+5", "0x5", "0000000005", "5 5", " 5", "\t5", "g", "", ";a=b", "5,", "5.", "5\0", "5\v", "80000000", "7fffffff0",
        "FFFFFFFF", "100000005",
        "FFFFFFFFFFFFFFFF", "10000000000000005", "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF", "\u00B25", "\u00EF\u00BC\u0095",
    ];

    public static IEnumerable<RawAttack> All =>
    [
        Refused("a bare LF after a size", "5\nabcde\r\n0\r\n\r\n{smuggled}"),
        Refused("a bare CR after a size", "5\rabcde\r\n0\r\n\r\n{smuggled}"),
        Refused("a bare LF in an extension", "5;a\nabcde\r\n0\r\n\r\n{smuggled}"),
        Refused("a bare LF in an extension, then CR LF", "5;a=b\nc\r\nabcde\r\n0\r\n\r\n{smuggled}"),
        Refused("a bare CR in an extension", "5;a=b\rc\r\nabcde\r\n0\r\n\r\n{smuggled}"),
        Refused("a CR CR LF after an extension", "5;a=b\r\r\nabcde\r\n0\r\n\r\n{smuggled}"),
        Refused("a bare LF in a quoted extension", "5;a=\"\n\"\r\nabcde\r\n0\r\n\r\n{smuggled}"),
        Refused("a bare LF in the extension of the last chunk", "5\r\nabcde\r\n0;a\n\r\n{smuggled}"),
        Refused("a bare LF behind the last chunk's extension", "2;\nxx\r\n0\r\n\r\n{smuggled}"),
        Refused("a bare LF after the last size", "5\r\nabcde\r\n0\n\r\n{smuggled}"),
        Refused("a bare LF at the end", "5\r\nabcde\r\n0\r\n\n{smuggled}"),
        Refused("a bare LF after data", "5\r\nabcde\n0\r\n\r\n{smuggled}"),
        Refused("a bare CR after data", "5\r\nabcde\r0\r\n\r\n{smuggled}"),
        Refused("nothing after data", "5\r\nabcde0\r\n\r\n{smuggled}"),
        Refused("more data than its size", "3\r\nabcde\r\n0\r\n\r\n{smuggled}"),
        Refused("less data than its size", "7\r\nabcde\r\n0\r\n\r\n{smuggled}"),
        .. s_sizes.Select(size => Refused($"size '{size}'", $"{size}\r\nabcde\r\n0\r\n\r\n{{smuggled}}")),
        Refused("trailers without a colon", "5\r\nabcde\r\n0\r\n{smuggled}"),
        Refused("a trailer with a space before its colon", "0\r\nX-A : b\r\n\r\n"),
        Refused("a folded trailer", "0\r\nX-A: b\r\n c\r\n\r\n"),
        Refused("a trailer after a bare LF", "0\r\nX-A: b\nX-B: c\r\n\r\n"),
        Refused("a trailer with a NUL", "0\r\nX-A: b\0c\r\n\r\n"),
        Refused("a trailer with a bare CR", "0\r\nX-A: b\rc\r\n\r\n"),
        Refused("a trailer without a name", "0\r\n: b\r\n\r\n"),
        Refused("chunks without an end", "5\r\nabcde\r\n") with { Answers = "", HangsUp = true },
        Refused("a chunk without its end", "5000\r\nabcde") with { Answers = "", HangsUp = true },
        Refused("an extension without an end", "5;aaaaaaaaaaaaaaaa") with { Answers = "", HangsUp = true },

        Served("an extension", "5;a=b;c=\"d\"\r\nabcde\r\n0\r\n\r\n", "abcde"),
        Served("zeros before a size", "005\r\nabcde\r\n000\r\n\r\n", "abcde"),
        Served("a request in a chunk", $"{RawAttack.Smuggled.Length:x}\r\n{RawAttack.Smuggled}\r\n0\r\n\r\n", RawAttack.Smuggled),
        Served("many small chunks", string.Concat(Enumerable.Repeat("1\r\na\r\n", 300)) + "0\r\n\r\n", new string('a', 300)),
        Served("trailers", "5\r\nabcde\r\n0\r\nX-Trailer: b\r\n\r\n", "abcde"),
        Served(
            "trailers that would frame, route and authenticate",
            "5\r\nabcde\r\n0\r\nContent-Length: 0\r\nTransfer-Encoding: chunked\r\nHost: other\r\nAuthorization: Bearer a\r\n" +
            "X-Forwarded-For: 127.0.0.1\r\nX-Original-URL: /smuggled\r\n\r\n",
            "abcde"),
    ];

    private static RawAttack Refused(string name, string chunks) =>
        RawAttack.Refused("chunks: " + name, "Transfer-Encoding: chunked\r\n\r\n" + chunks);

    private static RawAttack Served(string name, string chunks, string body) =>
        RawAttack.Served("chunks: " + name, "Transfer-Encoding: chunked\r\nTrailer: X-Trailer\r\n\r\n" + chunks, body);
}
