using static Authz.Server.Tests.Attacks.Wire.Http2Frame;

namespace Authz.Server.Tests.Attacks.Wire;

/// <summary>RFC 9113 sections 4 to 6 and 8.1: bodies, trailers and frames out of order.</summary>
internal static class Http2FrameAttacks
{
    private const ushort HeaderTableSize = 1;
    private const ushort EnablePush = 2;
    private const ushort InitialWindowSize = 4;
    private const ushort MaximumFrameSize = 5;

    private static readonly byte[] s_post = Block(Post());
    private static readonly byte[] s_open = Of(Headers, EndHeaders, 1, s_post);
    private static readonly byte[] s_body = [.. "abcde"u8];
    private static readonly byte[] s_last = Of(Data, EndStream, 1, s_body);

    public static IEnumerable<Http2Attack> All => [.. Bodies, .. Trailers, .. Blocks, .. Streams, .. Settings, .. Compression];

    private static Http2Attack[] Bodies =>
    [
        new("a body", [.. s_open, .. s_last], 200, "POST /open abcde"),
        new("a body of its length", [.. Of(Headers, EndHeaders, 1, Block(Post("5"))), .. s_last], 200, "POST /open abcde"),
        new("a body shorter than its length", [.. Of(Headers, EndHeaders, 1, Block(Post("6"))), .. s_last]),
        new("a body longer than its length", [.. Of(Headers, EndHeaders, 1, Block(Post("4"))), .. s_last]),
        new("a body with length 0", [.. Of(Headers, EndHeaders, 1, Block(Post("0"))), .. s_last]),
        new("no body with a length", Of(Headers, EndHeaders | EndStream, 1, Block(Post("5")))),
        new("a body with two lengths", [.. Of(Headers, EndHeaders, 1, Block([.. Post("5"), ("content-length", "6")])), .. s_last]),
        new("a body with a signed length", [.. Of(Headers, EndHeaders, 1, Block(Post("+5"))), .. s_last]),
        new("a body above the limit", [.. Of(Headers, EndHeaders, 1, Block(Post("10485761"))), .. s_last]),
        new(
            "a request in a body",
            [.. s_open, .. Of(Data, EndStream, 1, [.. System.Text.Encoding.ASCII.GetBytes(RawAttack.Smuggled)])],
            200,
            $"POST /open {RawAttack.Smuggled}"),
        new("a padded body", [.. s_open, .. Of(Data, EndStream | Padded, 1, [3, .. s_body, 0, 0, 0])], 200, "POST /open abcde"),
        new("a body that is all padding", [.. s_open, .. Of(Data, EndStream | Padded, 1, [9, .. s_body])]),
        new("a body in many empty frames", [.. s_open, .. Many(50, Of(Data, 0, 1)), .. s_last], 200, "POST /open abcde"),
        new("a body after its end", [.. s_open, .. s_last, .. Of(Data, EndStream, 1, s_body)]),
    ];

    private static Http2Attack[] Trailers =>
    [
        new("trailers", [.. s_open, .. Of(Data, 0, 1, s_body), .. Trailer(("x-trailer", "a"))], 200, "POST /open abcde"),
        new(
            "trailers that would frame and authenticate",
            [.. s_open, .. Of(Data, 0, 1, s_body), .. Trailer(("x-forwarded-for", "a"), ("x-original-url", "/smuggled"))],
            200,
            "POST /open abcde"),
        new("a pseudo-header in trailers", [.. s_open, .. Of(Data, 0, 1, s_body), .. Trailer((":path", "/smuggled"))]),
        new("a method in trailers", [.. s_open, .. Of(Data, 0, 1, s_body), .. Trailer((":method", "GET"))]),
        new("an upper-case name in trailers", [.. s_open, .. Of(Data, 0, 1, s_body), .. Trailer(("X-A", "b"))]),
        new("a line break in trailers", [.. s_open, .. Of(Data, 0, 1, s_body), .. Trailer(("x-a", "b\r\nc: d"))], 200, "POST /open abcde"),
        new("trailers that do not end", [.. s_open, .. Of(Data, 0, 1, s_body), .. Of(Headers, EndHeaders, 1, Block(("x-a", "b")))]),
        new("a second request on its stream", [.. s_open, .. Of(Headers, EndHeaders | EndStream, 1, s_post)]),
    ];

    private static Http2Attack[] Blocks =>
    [
        new("a block in three frames", [.. Split(1)], 200, "POST /open"),
        new(
            "a block whose continuation is on another stream",
            [.. Of(Headers, EndStream, 1, s_post[..9]), .. Of(Continuation, EndHeaders, 3, s_post[9..])]),
        new("a continuation without a block", Of(Continuation, EndHeaders, 1, s_post)),
        new("a continuation after a whole block", [.. s_open, .. Of(Continuation, EndHeaders, 1, s_post)]),
        new("data within a block", [.. Of(Headers, 0, 1, s_post[..9]), .. s_last, .. Of(Continuation, EndHeaders, 1, s_post[9..])]),
        new(
            "settings within a block",
            [.. Of(Headers, 0, 1, s_post[..9]), .. Of(Http2Frame.Settings, 0, 0), .. Of(Continuation, EndHeaders, 1, s_post[9..])]),
        new("another request within a block", [.. Of(Headers, 0, 1, s_post[..9]), .. Of(Headers, EndHeaders | EndStream, 3, s_post)]),
        new("a block without an end", [.. Of(Headers, EndStream, 1, s_post[..9]), .. Many(20, Of(Continuation, 0, 1))]),
        new("a block that is all padding", Of(Headers, EndHeaders | EndStream | Padded, 1, [255, .. s_post])),
        new("a block that depends on itself", Of(Headers, EndHeaders | EndStream | HasPriority, 1, [0, 0, 0, 1, 16, .. s_post])),
        new("an empty block", Of(Headers, EndHeaders | EndStream, 1)),
    ];

    private static Http2Attack[] Streams =>
    [
        new("a request on stream 0", Of(Headers, EndHeaders | EndStream, 0, s_post)),
        new("data on stream 0", Of(Data, EndStream, 0, s_body)),
        new("a request on an even stream", Of(Headers, EndHeaders | EndStream, 2, s_post)),
        new("data on an idle stream", Of(Data, EndStream, 1, s_body)),
        new("a reset of an idle stream", Of(Reset, 0, 1, 0, 0, 0, 8)),
        new("a reset of stream 0", Of(Reset, 0, 0, 0, 0, 0, 8)),
        new("a reset of the wrong length", [.. s_open, .. Of(Reset, 0, 1, 0, 0, 8)]),
        new("data on a stream that was reset", [.. s_open, .. Of(Reset, 0, 1, 0, 0, 0, 8), .. s_last]),
        new(
            "a request on a stream that was reset",
            [.. s_open, .. Of(Reset, 0, 1, 0, 0, 0, 8), .. Of(Headers, EndHeaders | EndStream, 1, s_post)]),
        new("a push promise", Of(Push, EndHeaders, 1, [0, 0, 0, 2, .. s_post])),
        new("a frame of 20,000 octets", [.. s_open, .. Of(Data, EndStream, 1, new byte[20_000])]),
        new("an unknown frame", [.. Of(0x77, 0xFF, 1, 1, 2, 3), .. s_open, .. s_last], 200, "POST /open abcde"),
        new("priorities", [.. Of(Priority, 0, 1, 0, 0, 0, 0, 16), .. s_open, .. s_last], 200, "POST /open abcde"),
        new("a priority of itself", [.. Of(Priority, 0, 1, 0, 0, 0, 1, 16), .. s_open]),
        new("a ping of the wrong length", Of(Ping, 0, 0, 1, 2, 3)),
        new("a ping on a stream", Of(Ping, 0, 1, new byte[8])),
    ];

    private static Http2Attack[] Settings =>
    [
        new("a push setting of 2", Setting(EnablePush, 2)),
        new("a window setting above the maximum", Setting(InitialWindowSize, 0x80000000)),
        new("a frame size below the minimum", Setting(MaximumFrameSize, 100)),
        new("settings of the wrong length", Of(Http2Frame.Settings, 0, 0, 1, 2, 3)),
        new("settings on a stream", Of(Http2Frame.Settings, 0, 1)),
        new("an acknowledgement with settings", Of(Http2Frame.Settings, Acknowledges, 0, new byte[6])),
        new("a window update of 0", [.. s_open, .. Window(1, 0)]),
        new("a window update of the connection of 0", Window(0, 0)),
        new("a window update of an idle stream", Window(1, 1)),
        new("a window above the maximum", [.. s_open, .. Window(1, 0x7FFFFFFF)]),
        new("a window of the connection above the maximum", Window(0, 0x7FFFFFFF)),
        new(
            "a window that opens octet by octet",
            [.. Setting(InitialWindowSize, 0), .. s_open, .. s_last, .. Window(1, 1), .. Window(1, 1), .. Setting(InitialWindowSize, 100)],
            200,
            "POST /open abcde"),
        new("a header table of 4 GiB", [.. Setting(HeaderTableSize, uint.MaxValue), .. s_open, .. s_last], 200, "POST /open abcde"),
    ];

    private static Http2Attack[] Compression =>
    [
        new("an index of nothing", Of(Headers, EndHeaders | EndStream, 1, 0xFF, 0x40)),
        new("index 0", Of(Headers, EndHeaders | EndStream, 1, 0x80)),
        new("an endless integer", Of(Headers, EndHeaders | EndStream, 1, [0x00, 0x7F, .. Enumerable.Repeat((byte)0xFF, 20)])),
        new("a table above its limit", Of(Headers, EndHeaders | EndStream, 1, [0x3F, 0xFF, 0xFF, 0x0F, .. s_post])),
        new(
            "a Huffman code that ends itself",
            Of(Headers, EndHeaders | EndStream, 1, [.. s_post, 0x00, 0x01, (byte)'a', 0x84, 0xFF, 0xFF, 0xFF, 0xFF])),
        new("a text longer than its block", Of(Headers, EndHeaders | EndStream, 1, [.. s_post, 0x00, 0x05, (byte)'a'])),
    ];

    private static (string Name, string Value)[] Post(string? length = null) =>
    [
        (":method", "POST"), (":scheme", "http"), (":authority", RawAttack.Host), (":path", "/open"),
        .. length is null ? [] : new[] { ("content-length", length) },
    ];

    private static byte[] Trailer(params (string Name, string Value)[] fields) => Of(Headers, EndHeaders | EndStream, 1, Block(fields));

    private static byte[] Split(int stream) =>
    [
        .. Of(Headers, EndStream, stream, s_post[..1]),
        .. Of(Continuation, 0, stream, s_post[1..20]),
        .. Of(Continuation, EndHeaders, stream, s_post[20..]),
    ];

    private static byte[] Many(int count, byte[] frame) => [.. Enumerable.Repeat(frame, count).SelectMany(octets => octets)];
}
