namespace Authz.Server.Tests.Attacks.Wire;

/// <summary>RFC 9112 section 6: two programs that find the end of a body in two places.</summary>
internal static class LengthAttacks
{
    private const string Chunks = "0\r\n\r\n{smuggled}";

    // Each value once, in the place of 5.
    private static readonly string[] s_lengths =
    [
        "-5", "+5", "5,5", "5, 5", "5,", ",5", "5 5", "5;", "5.0", "5e0", "0x5", "5h", "\"5\"", "", "five", "5\v", "\v5", "5\f", "5\0",
        "\u00A05",
        "\u00B25", "5\u0085", "+-5", "9223372036854775808", "18446744073709551621", "99999999999999999999999999", "1_0", "0b101", "5\u00A0",
    ];

    // Each value once, in the place of "chunked".
    private static readonly string[] s_codings =
    [
        "chunked, chunked", "gzip, chunked", "chunked, gzip", "identity, chunked", "chunked, identity", "identity", "xchunked", "chunkedx",
        "x chunked", "Chunked", "CHUNKED", "chunked;q=1", "chunked,", ",chunked", "\"chunked\"", "'chunked'", "chunk", "cow", "",
        "chunked\v",
        "\vchunked", "chunked\f", "chunked\0", "\u00A0chunked", "chunked\u0085", "chun\u00E2\u0084\u00AAed", "trailers", "deflate, chunked",
    ];

    public static IEnumerable<RawAttack> All =>
    [
        RawAttack.Refused("length, then chunks", "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n" + Chunks),
        RawAttack.Refused("chunks, then length", "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n" + Chunks),
        RawAttack.Refused("length 0, then chunks", "Content-Length: 0\r\nTransfer-Encoding: chunked\r\n\r\n" + Chunks),
        RawAttack.Refused("odd length, then chunks", "Content-Length: x\r\nTransfer-Encoding: chunked\r\n\r\n" + Chunks),
        RawAttack.Refused("chunks, then odd length", "Transfer-Encoding: chunked\r\nContent-Length: x\r\n\r\n" + Chunks),
        RawAttack.Refused("length, then odd chunks", "Content-Length: 5\r\nTransfer-Encoding: xchunked\r\n\r\n" + Chunks),
        RawAttack.Refused("two lengths", "Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcde{smuggled}"),
        RawAttack.Refused("two equal lengths", "Content-Length: 5\r\nContent-Length: 5\r\n\r\nabcde{smuggled}"),
        RawAttack.Refused("two lengths in two cases", "Content-Length: 0\r\ncontent-length: 5\r\n\r\nabcde{smuggled}"),
        RawAttack.Refused("two codings", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n" + Chunks),
        RawAttack.Refused("two codings, odd first", "Transfer-Encoding: x\r\nTransfer-Encoding: chunked\r\n\r\n" + Chunks),
        RawAttack.Refused("two codings, odd last", "Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n\r\n" + Chunks),
        RawAttack.Refused("two codings, empty last", "Transfer-Encoding: chunked\r\nTransfer-Encoding:\r\n\r\n" + Chunks),
        RawAttack.Refused("a folded coding", "Transfer-Encoding:\r\n chunked\r\n\r\n" + Chunks),
        RawAttack.Refused("a coding folded behind another header", "X-A: b\r\n Transfer-Encoding: chunked\r\n\r\n" + Chunks),
        RawAttack.Refused("a coding after a bare LF", "X-A: b\nTransfer-Encoding: chunked\r\n\r\n" + Chunks),
        RawAttack.Refused("a coding after a bare CR", "X-A: b\rTransfer-Encoding: chunked\r\n\r\n" + Chunks),
        RawAttack.Refused("a coding after a NUL", "X-A: b\0Transfer-Encoding: chunked\r\n\r\n" + Chunks),
        RawAttack.Refused("a space before the colon of a length", "Content-Length : 5\r\n\r\nabcde{smuggled}"),
        RawAttack.Refused("a space before the colon of a coding", "Transfer-Encoding : chunked\r\n\r\n" + Chunks),
        RawAttack.Refused("a tab before the colon of a coding", "Transfer-Encoding\t: chunked\r\n\r\n" + Chunks),
        RawAttack.Refused("a vertical tab before the colon of a coding", "Transfer-Encoding\v: chunked\r\n\r\n" + Chunks),
        RawAttack.Refused("a NUL before the colon of a coding", "Transfer-Encoding\0: chunked\r\n\r\n" + Chunks),

        // Names that only some backends take for a length or a coding.
        RawAttack.Refused("an underscored length", "Content_Length: 5\r\nContent-Length: 3\r\n\r\nabc{smuggled}"),
        RawAttack.Refused("a dotted length", "Content.Length: 5\r\n\r\n{smuggled}"),
        RawAttack.Refused("an underscored coding", "Transfer_Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n{smuggled}"),
        RawAttack.Refused("a coding with a tilde", "transfer~encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n{smuggled}"),
        .. s_lengths.Select(length => RawAttack.Refused($"length '{length}'", $"Content-Length: {length}\r\n\r\nabcde{{smuggled}}")),
        .. s_codings.Select(coding => RawAttack.Refused($"coding '{coding}'", $"Transfer-Encoding: {coding}\r\n\r\n{Chunks}")),

        // What is well-formed is served, and the body stays a body.
        RawAttack.Served("a length", $"Content-Length: {RawAttack.Smuggled.Length}\r\n\r\n{RawAttack.Smuggled}", RawAttack.Smuggled),
        RawAttack.Served("a length with zeros before", "Content-Length: 0005\r\n\r\nabcde", "abcde"),
        RawAttack.Served("a length between spaces", "Content-Length: \t 5 \t \r\n\r\nabcde", "abcde"),
        RawAttack.Served("a length without a space", "Content-Length:5\r\n\r\nabcde", "abcde"),
        RawAttack.Served("a coding between spaces", "Transfer-Encoding: \t chunked \t \r\n\r\n5\r\nabcde\r\n0\r\n\r\n", "abcde"),
        RawAttack.Served("a coding in a name of capitals", "TRANSFER-ENCODING: chunked\r\n\r\n5\r\nabcde\r\n0\r\n\r\n", "abcde"),

        RawAttack.Served("no body", "\r\n", ""),
    ];
}
