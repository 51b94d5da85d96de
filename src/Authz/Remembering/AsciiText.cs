using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace Authz.Remembering;

/// <summary>
/// Compares text with the ASCII bytes that are kept of it, 32 characters at a time. The platform's comparison also proves that both are
/// ASCII, which the bytes were when they were kept: that takes twice as long (benchmarks/README.md).
/// </summary>
internal static class AsciiText
{
    /// <summary>Whether the text has exactly these characters.</summary>
    /// <param name="ascii">ASCII bytes.</param>
    /// <param name="text">Any text.</param>
    public static bool AreEqual(ReadOnlySpan<byte> ascii, ReadOnlySpan<char> text)
    {
        if (ascii.Length != text.Length)
        {
            return false;
        }

        ref byte bytes = ref MemoryMarshal.GetReference(ascii);
        ref ushort characters = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(text));
        return Vector512.IsHardwareAccelerated && ascii.Length >= Vector512<ushort>.Count ? AreEqual512(ref bytes, ref characters, ascii.Length)
            : Vector256.IsHardwareAccelerated && ascii.Length >= Vector256<ushort>.Count ? AreEqual256(ref bytes, ref characters, ascii.Length)
            : Ascii.Equals(ascii, text);
    }

    // Differences are gathered and asked for once: text that got here is nearly always equal. The last block may overlap the one before.
    private static bool AreEqual512(ref byte bytes, ref ushort characters, int length)
    {
        nuint last = (nuint)(length - Vector512<ushort>.Count);
        Vector512<ushort> differences = Compare512(ref bytes, ref characters, last);
        for (nuint at = 0; at < last; at += (nuint)Vector512<ushort>.Count)
        {
            differences |= Compare512(ref bytes, ref characters, at);
        }

        return differences == Vector512<ushort>.Zero;
    }

    private static bool AreEqual256(ref byte bytes, ref ushort characters, int length)
    {
        nuint last = (nuint)(length - Vector256<ushort>.Count);
        Vector256<ushort> differences = Compare256(ref bytes, ref characters, last);
        for (nuint at = 0; at < last; at += (nuint)Vector256<ushort>.Count)
        {
            differences |= Compare256(ref bytes, ref characters, at);
        }

        return differences == Vector256<ushort>.Zero;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ushort> Compare512(ref byte bytes, ref ushort characters, nuint at) =>
        Vector512.WidenLower(Vector256.LoadUnsafe(ref bytes, at).ToVector512Unsafe()) ^ Vector512.LoadUnsafe(ref characters, at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ushort> Compare256(ref byte bytes, ref ushort characters, nuint at) =>
        Vector256.WidenLower(Vector128.LoadUnsafe(ref bytes, at).ToVector256Unsafe()) ^ Vector256.LoadUnsafe(ref characters, at);
}
