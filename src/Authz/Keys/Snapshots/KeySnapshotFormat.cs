using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Authz.Keys.Sources;

namespace Authz.Keys.Snapshots;

/// <summary>
/// A snapshot as bytes: a mark, the SHA-256 of the rest, the time in Unix milliseconds, then issuer, source, discovery document
/// (empty for none) and key set, each after its length. Numbers have their most significant byte first. The hash finds damage, not
/// forgery: permissions on the store prevent that.
/// </summary>
internal static class KeySnapshotFormat
{
    /// <summary>Two documents, the names and the lengths around them.</summary>
    public const int MaximumBytes = 2 * KeyLimits.DocumentBytes + 16_384;

    private static ReadOnlySpan<byte> Mark => "authz keys 1\n"u8;

    public static byte[] Write(KeySnapshotContent content)
    {
        using MemoryStream body = new();
        Span<byte> time = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(time, content.FetchedAt.ToUnixTimeMilliseconds());
        body.Write(time);
        WriteField(body, Encoding.UTF8.GetBytes(content.Issuer));
        WriteField(body, Encoding.UTF8.GetBytes(content.SourceName));
        WriteField(body, content.Documents.Discovery ?? []);
        WriteField(body, content.Documents.KeySet);
        byte[] bytes = body.ToArray();
        return [.. Mark, .. SHA256.HashData(bytes), .. bytes];
    }

    /// <summary>Reads a snapshot; null if a single bit has changed since it was written.</summary>
    public static KeySnapshotContent? Read(ReadOnlySpan<byte> bytes)
    {
        int bodyStart = Mark.Length + SHA256.HashSizeInBytes;
        if (bytes.Length > MaximumBytes || bytes.Length < bodyStart + sizeof(long) || !bytes.StartsWith(Mark))
        {
            return null;
        }

        ReadOnlySpan<byte> rest = bytes[bodyStart..];
        if (!SHA256.HashData(rest).AsSpan().SequenceEqual(bytes[Mark.Length..bodyStart]))
        {
            return null;
        }

        long time = BinaryPrimitives.ReadInt64BigEndian(rest);
        rest = rest[sizeof(long)..];
        return IsTime(time)
            && TryReadField(ref rest, out ReadOnlySpan<byte> issuer)
            && TryReadField(ref rest, out ReadOnlySpan<byte> sourceName)
            && TryReadField(ref rest, out ReadOnlySpan<byte> discovery)
            && TryReadField(ref rest, out ReadOnlySpan<byte> keySet)
            && rest.IsEmpty
            ? new KeySnapshotContent(
                Encoding.UTF8.GetString(issuer),
                Encoding.UTF8.GetString(sourceName),
                DateTimeOffset.FromUnixTimeMilliseconds(time),
                new KeyDocuments(discovery.IsEmpty ? null : discovery.ToArray(), keySet.ToArray()))
            : null;
    }

    private static bool IsTime(long milliseconds) => milliseconds >= 0 && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    private static void WriteField(MemoryStream body, byte[] field)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, field.Length);
        body.Write(length);
        body.Write(field);
    }

    private static bool TryReadField(ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> field)
    {
        field = default;
        if (rest.Length < sizeof(int) || BinaryPrimitives.ReadUInt32BigEndian(rest) > rest.Length - sizeof(int))
        {
            return false;
        }

        int length = BinaryPrimitives.ReadInt32BigEndian(rest);
        field = rest.Slice(sizeof(int), length);
        rest = rest[(sizeof(int) + length)..];
        return true;
    }
}

/// <summary>The content of a snapshot.</summary>
/// <param name="Issuer">The issuer that it is bound to.</param>
/// <param name="SourceName">The key source that it is bound to.</param>
/// <param name="FetchedAt">When the documents' fetch began, to the millisecond.</param>
/// <param name="Documents">The documents.</param>
internal sealed record KeySnapshotContent(string Issuer, string SourceName, DateTimeOffset FetchedAt, KeyDocuments Documents);
