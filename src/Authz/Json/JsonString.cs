using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Authz.Json;

/// <summary>The grammar of JSON strings.</summary>
internal static class JsonString
{
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
        // 32 bytes at a time and in place: a search for any of the stops costs more than most strings in tokens are long.
        isEscaped = false;
        for (int at = start; at + Vector256<byte>.Count <= json.Length; at += Vector256<byte>.Count)
        {
            Vector256<byte> block = Vector256.Create(json.Slice(at, Vector256<byte>.Count));
            Vector256<byte> stops = Vector256.Equals(block, Vector256.Create((byte)'"'))
                | Vector256.Equals(block, Vector256.Create((byte)'\\'))
                | Vector256.LessThan(block, Vector256.Create((byte)' '));
            if (stops != Vector256<byte>.Zero)
            {
                int end = at + BitOperations.TrailingZeroCount(stops.ExtractMostSignificantBits());
                return json[end] == '"' ? end : EndOfUnusual(json, start, out isEscaped);
            }
        }

        return EndOfUnusual(json, start, out isEscaped);
    }

    private static int EndOfUnusual(ReadOnlySpan<byte> json, int start, out bool isEscaped)
    {
        isEscaped = false;
        int end = start;
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
