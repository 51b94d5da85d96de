using System.Buffers;
using System.Globalization;

namespace Authz.Lambda.Runtime;

/// <summary>The body of an answer, by its length or in chunks (RFC 9112 sections 6.3 and 7.1).</summary>
internal static class ResponseBody
{
    // Lambda developer guide, quotas: an event has 6 MB at most.
    private const int Longest = 8 * 1024 * 1024;

    // Parsing a number would let a final NUL pass.
    private static readonly SearchValues<byte> s_hexadecimal = SearchValues.Create("0123456789ABCDEFabcdef"u8);

    /// <summary>Reads the body to its end and keeps as much as there is room for.</summary>
    /// <returns>How many bytes were kept.</returns>
    /// <exception cref="RuntimeApiException">The body is malformed or too long, or the connection broke.</exception>
    public static int Read(RuntimeApiConnection connection, ResponseHead head, Span<byte> room) => head.ContentLength is { } length
        ? ReadPart(connection, RequireBounded(length), room)
        : ReadChunks(connection, room);

    private static int ReadChunks(RuntimeApiConnection connection, Span<byte> room)
    {
        int kept = 0;
        long length = 0;
        int size;
        while ((size = ReadChunkSize(connection)) > 0)
        {
            RequireBounded(length += size);
            kept += ReadPart(connection, size, room[kept..]);
            RequireEmptyLine(connection);
        }

        // No trailer fields: they are for clients that ask with TE (RFC 9110 section 10.1.4), which this one does not.
        RequireEmptyLine(connection);
        return kept;
    }

    private static int ReadPart(RuntimeApiConnection connection, int size, Span<byte> room)
    {
        Span<byte> kept = room[..Math.Min(size, room.Length)];
        connection.Read(kept);
        connection.Skip(size - kept.Length);
        return kept.Length;
    }

    private static int ReadChunkSize(RuntimeApiConnection connection)
    {
        ReadOnlySpan<byte> line = connection.ReadLine();
        int extension = line.IndexOf((byte)';');
        ReadOnlySpan<byte> size = extension < 0 ? line : line[..extension];
        return size.Length <= 8 && !size.ContainsAnyExcept(s_hexadecimal)
            && uint.TryParse(size, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint bytes)
            ? RequireBounded(bytes)
            : throw new RuntimeApiException("its answer has a malformed chunk size.");
    }

    private static void RequireEmptyLine(RuntimeApiConnection connection)
    {
        if (!connection.ReadLine().IsEmpty)
        {
            throw new RuntimeApiException("its answer has a chunk of another length than it states.");
        }
    }

    private static int RequireBounded(long length) =>
        length <= Longest ? (int)length : throw new RuntimeApiException($"the body of its answer has more than {Longest} bytes.");
}
