using System.Buffers;
using System.Text;

namespace Authz.Json;

/// <summary>The unescaped characters of a raw JSON string (RFC 8259 section 7).</summary>
internal static class JsonText
{
    /// <summary>The length of the escape that the text starts with, a surrogate pair as one; 0 if there is none, or half a pair.</summary>
    public static int EscapeLength(ReadOnlySpan<byte> text)
    {
        if (text.Length < 2)
        {
            return 0;
        }

        if (text[1] != 'u')
        {
            return text[1] is (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t' ? 2 : 0;
        }

        if (!TryReadCodeUnit(text, out char first) || char.IsLowSurrogate(first))
        {
            return 0;
        }

        if (!char.IsHighSurrogate(first))
        {
            return 6;
        }

        return TryReadCodeUnit(text[6..], out char second) && char.IsLowSurrogate(second) ? 12 : 0;
    }

    /// <summary>
    /// Writes the characters of a raw string that <see cref="StrictJsonReader"/> accepted; never longer than the raw text.
    /// </summary>
    public static int Unescape(ReadOnlySpan<byte> raw, Span<byte> destination)
    {
        int written = 0;
        while (!raw.IsEmpty)
        {
            int run = raw.IndexOf((byte)'\\');
            if (run != 0)
            {
                int length = run < 0 ? raw.Length : run;
                raw[..length].CopyTo(destination[written..]);
                written += length;
                raw = raw[length..];
                continue;
            }

            int escape = EscapeLength(raw);
            written += UnescapeOne(raw[..escape], destination[written..]);
            raw = raw[escape..];
        }

        return written;
    }

    /// <summary>The characters of a raw string as text.</summary>
    public static string ToText(ReadOnlySpan<byte> raw, bool isEscaped)
    {
        if (!isEscaped)
        {
            return Encoding.UTF8.GetString(raw);
        }

        byte[] rented = ArrayPool<byte>.Shared.Rent(raw.Length);
        try
        {
            return Encoding.UTF8.GetString(rented.AsSpan(0, Unescape(raw, rented)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        }
    }

    /// <summary>Whether a raw string, unescaped, has exactly these characters (RFC 7519 section 7.3: code point by code point).</summary>
    public static bool Equals(ReadOnlySpan<byte> raw, bool isEscaped, ReadOnlySpan<byte> expected)
    {
        if (!isEscaped)
        {
            return raw.SequenceEqual(expected);
        }

        Span<byte> one = stackalloc byte[4];
        while (!raw.IsEmpty)
        {
            int escape = raw[0] == '\\' ? EscapeLength(raw) : 0;
            int taken = escape == 0 ? 1 : escape;
            ReadOnlySpan<byte> character = escape == 0 ? raw[..1] : one[..UnescapeOne(raw[..escape], one)];
            if (!expected.StartsWith(character))
            {
                return false;
            }

            expected = expected[character.Length..];
            raw = raw[taken..];
        }

        return expected.IsEmpty;
    }

    private static int UnescapeOne(ReadOnlySpan<byte> escape, Span<byte> destination)
    {
        if (escape.Length == 2)
        {
            destination[0] = escape[1] switch
            {
                (byte)'b' => (byte)'\b',
                (byte)'f' => (byte)'\f',
                (byte)'n' => (byte)'\n',
                (byte)'r' => (byte)'\r',
                (byte)'t' => (byte)'\t',
                byte same => same,
            };
            return 1;
        }

        _ = TryReadCodeUnit(escape, out char first);
        if (escape.Length == 6)
        {
            return new Rune(first).EncodeToUtf8(destination);
        }

        _ = TryReadCodeUnit(escape[6..], out char second);
        return new Rune(first, second).EncodeToUtf8(destination);
    }

    private static bool TryReadCodeUnit(ReadOnlySpan<byte> text, out char unit)
    {
        unit = '\0';
        if (text.Length < 6 || text[0] != '\\' || text[1] != 'u')
        {
            return false;
        }

        int value = 0;
        foreach (byte digit in text[2..6])
        {
            if (!char.IsAsciiHexDigit((char)digit))
            {
                return false;
            }

            value = (value << 4) | HexValue(digit);
        }

        unit = (char)value;
        return true;
    }

    private static int HexValue(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
