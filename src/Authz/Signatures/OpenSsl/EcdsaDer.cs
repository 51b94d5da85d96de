namespace Authz.Signatures.OpenSsl;

/// <summary>
/// The DER form of an ECDSA signature, which OpenSSL reads: a SEQUENCE of the INTEGERs r and s (RFC 3279 section 2.2.3). A JWS has both
/// in full size instead (RFC 7518 section 3.4).
/// </summary>
internal static class EcdsaDer
{
    private const byte Sequence = 0x30;
    private const byte Integer = 0x02;

    // A length above 127 takes a second byte (X.690 section 8.1.3.5).
    private const byte LongForm = 0x81;
    private const int LargestShortForm = 127;

    /// <summary>Enough for two numbers of 66 bytes (P-521), each with a header of two bytes and a leading zero.</summary>
    public const int MaximumLength = 3 + (2 * (2 + 1 + 66));

    /// <summary>Writes the DER form.</summary>
    /// <param name="signature">r and s, of the same size, at most 66 bytes each.</param>
    /// <param name="destination">At least <see cref="MaximumLength"/> bytes.</param>
    /// <returns>The bytes written.</returns>
    public static ReadOnlySpan<byte> Write(ReadOnlySpan<byte> signature, Span<byte> destination)
    {
        ReadOnlySpan<byte> r = WithoutLeadingZeros(signature[..(signature.Length / 2)]);
        ReadOnlySpan<byte> s = WithoutLeadingZeros(signature[(signature.Length / 2)..]);
        int content = LengthOf(r) + LengthOf(s);
        int at = 0;
        destination[at++] = Sequence;
        if (content > LargestShortForm)
        {
            destination[at++] = LongForm;
        }

        destination[at++] = (byte)content;
        at = WriteInteger(r, destination, at);
        at = WriteInteger(s, destination, at);
        return destination[..at];
    }

    private static int WriteInteger(ReadOnlySpan<byte> number, Span<byte> destination, int at)
    {
        destination[at++] = Integer;
        destination[at++] = (byte)(LengthOf(number) - 2);
        if (IsSignBitSet(number))
        {
            destination[at++] = 0;
        }

        number.CopyTo(destination[at..]);
        return at + number.Length;
    }

    private static int LengthOf(ReadOnlySpan<byte> number) => 2 + (IsSignBitSet(number) ? 1 : 0) + number.Length;

    // An INTEGER is signed; these numbers are not.
    private static bool IsSignBitSet(ReadOnlySpan<byte> number) => number[0] > sbyte.MaxValue;

    // Zero keeps one byte.
    private static ReadOnlySpan<byte> WithoutLeadingZeros(ReadOnlySpan<byte> number) =>
        number.TrimStart((byte)0) is { Length: > 0 } trimmed ? trimmed : number[^1..];
}
