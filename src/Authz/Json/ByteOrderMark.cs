namespace Authz.Json;

/// <summary>The mark that some programs write before UTF-8 text. It is no part of the text (RFC 8259 section 8.1).</summary>
internal static class ByteOrderMark
{
    public static ReadOnlySpan<byte> Skip(ReadOnlySpan<byte> text) => text is [0xEF, 0xBB, 0xBF, ..] ? text[3..] : text;
}
