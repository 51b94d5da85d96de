using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Authz.Json;

/// <summary>The grammar of JSON strings.</summary>
internal static class JsonString
{
    private const int ShortBlocks = 2;

    // The characters that end a run of plain ones: quote, backslash, control characters (RFC 8259 section 7).
    private static readonly SearchValues<byte> s_stops =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(value => (byte)value), (byte)'"', (byte)'\\']);

    /// <summary>The place of the quote that ends a string; negative if there is no such quote.</summary>
    /// <param name="json">The text.</param>
    /// <param name="start">Where the string's own characters start.</param>
    /// <param name="isEscaped">Whether it contains an escape.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int EndOf(ReadOnlySpan<byte> json, int start, out bool isEscaped)
    {
        // 32 bytes at a time and in place: a search for any of the stops costs more than most strings in tokens are long. It is the faster
        // of the two in those that are longer than this.
        isEscaped = false;
        int at = start;
        for (int block = 0; block < ShortBlocks && at + Vector256<byte>.Count <= json.Length; block++)
        {
            Vector256<byte> bytes = Vector256.Create(json.Slice(at, Vector256<byte>.Count));
            uint stops = (Vector256.Equals(bytes, Vector256.Create((byte)'"'))
                | Vector256.Equals(bytes, Vector256.Create((byte)'\\'))
                | Vector256.LessThan(bytes, Vector256.Create((byte)' '))).ExtractMostSignificantBits();
            if (stops != 0)
            {
                at += BitOperations.TrailingZeroCount(stops);
                return json[at] == '"' ? at : EndOfUnusual(json, at, out isEscaped);
            }

            at += Vector256<byte>.Count;
        }

        return EndOfUnusual(json, at, out isEscaped);
    }

    // No character before this place ends the string.
    private static int EndOfUnusual(ReadOnlySpan<byte> json, int end, out bool isEscaped)
    {
        isEscaped = false;
        while (true)
        {
            int run = json[end..].IndexOfAny(s_stops);
            if (run < 0)
            {
                return -1;
            }

            end += run;
            if (json[end] == '"')
            {
                return end;
            }

            int escape = json[end] == '\\' ? JsonText.EscapeLength(json[end..]) : 0;
            if (escape == 0)
            {
                return -1;
            }

            isEscaped = true;
            end += escape;
        }
    }
}
