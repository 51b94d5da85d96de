using System.Buffers;
using System.Globalization;
using System.Text;

namespace Authz.Binding;

/// <summary>Compares the paths of two URIs after syntax-based normalization (RFC 3986 section 6.2.2).</summary>
internal static class UriPath
{
    private static readonly SearchValues<byte> s_unreserved = SearchValues.Create(Encoding.ASCII.GetBytes(RfcText.UnreservedCharacters));

    /// <param name="path">A path as a proof has it; empty is the same as a slash.</param>
    /// <param name="target">The path of a request.</param>
    public static bool AreSame(ReadOnlySpan<byte> path, ReadOnlySpan<char> target)
    {
        path = path.IsEmpty ? "/"u8 : path;
        if (Ascii.Equals(path, target) && !path.Contains((byte)'%') && path.IndexOf("/."u8) < 0)
        {
            return true;
        }

        // Both come from one request, whose head is bounded.
        byte[] rented = ArrayPool<byte>.Shared.Rent(path.Length + target.Length);
        Span<byte> normal = rented.AsSpan(0, path.Length);
        Span<byte> other = rented.AsSpan(path.Length, target.Length);
        path.CopyTo(normal);
        bool areSame = Ascii.FromUtf16(target, other, out _) == OperationStatus.Done
            && TryNormalize(ref normal)
            && TryNormalize(ref other)
            && normal.SequenceEqual(other);
        ArrayPool<byte>.Shared.Return(rented);
        return areSame;
    }

    // False for a text that is not a path of a URI.
    private static bool TryNormalize(ref Span<byte> path)
    {
        if (path.IsEmpty || path[0] != '/' || path.ContainsAnyExceptInRange((byte)'!', (byte)'~') || path.Contains((byte)'\\')
            || !TryNormalizeEscapes(ref path))
        {
            return false;
        }

        RemoveDotSegments(ref path);
        return true;
    }

    // Section 6.2.2.1: digits of escapes in upper case; section 6.2.2.2: unreserved characters without an escape.
    private static bool TryNormalizeEscapes(ref Span<byte> path)
    {
        int written = 0;
        for (int at = 0; at < path.Length; at++)
        {
            if (path[at] != '%')
            {
                path[written++] = path[at];
                continue;
            }

            if (path.Length - at < 3
                || !byte.TryParse(path.Slice(at + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte octet))
            {
                return false;
            }

            at += 2;
            if (s_unreserved.Contains(octet))
            {
                path[written++] = octet;
                continue;
            }

            path[written++] = (byte)'%';
            octet.TryFormat(path.Slice(written, 2), out _, "X2", CultureInfo.InvariantCulture);
            written += 2;
        }

        path = path[..written];
        return true;
    }

    // Section 5.2.4, for a path that begins with a slash.
    private static void RemoveDotSegments(ref Span<byte> path)
    {
        int written = 0;
        for (int at = 0; at < path.Length;)
        {
            int next = path[(at + 1)..].IndexOf((byte)'/');
            int end = next < 0 ? path.Length : at + 1 + next;
            Span<byte> segment = path[(at + 1)..end];
            bool isParent = segment.SequenceEqual(".."u8);
            bool isDots = isParent || segment.SequenceEqual("."u8);
            if (isParent)
            {
                written = Math.Max(0, path[..written].LastIndexOf((byte)'/'));
            }
            else if (!isDots)
            {
                path[at..end].CopyTo(path[written..]);
                written += end - at;
            }

            if (isDots && end == path.Length)
            {
                path[written++] = (byte)'/';
            }

            at = end;
        }

        path = path[..written];
    }
}
