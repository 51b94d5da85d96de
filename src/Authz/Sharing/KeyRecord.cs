using System.Buffers.Binary;
using Authz.Keys.Snapshots;

namespace Authz.Sharing;

/// <summary>
/// An issuer's documents as the fleet shares them: a mark, the name of their place, which document their fetcher knew (its seal), how long
/// the issuer calls them fresh (milliseconds, -1 for unsaid), and a snapshot. Numbers have their most significant byte first.
/// </summary>
/// <param name="Base">The seal of the document that was in force at the fetcher when it began to fetch; zero for none.</param>
/// <param name="MaximumAge">How long the keys stay fresh according to the issuer.</param>
/// <param name="Content">The documents, when their fetch began, and whose they are.</param>
internal sealed record KeyRecord(UInt128 Base, TimeSpan? MaximumAge, KeySnapshotContent Content)
{
    public const byte Mark = (byte)'k';
    public const int MaximumBytes = FixedLength + KeySnapshotFormat.MaximumBytes + SealingKey.Overhead;

    private const int NameLength = 32;
    private const int FixedLength = 1 + NameLength + SealLength + sizeof(long);
    private const int SealLength = 16;
    private const long Unsaid = -1;

    // No issuer's answer counts for longer than an hour; this only keeps the number in range.
    private static readonly TimeSpan s_longestAge = TimeSpan.FromDays(365);

    public byte[] Write(ReadOnlySpan<byte> name)
    {
        byte[] snapshot = KeySnapshotFormat.Write(Content);
        byte[] body = new byte[FixedLength + snapshot.Length];
        body[0] = Mark;
        name.CopyTo(body.AsSpan(1));
        BinaryPrimitives.WriteUInt128BigEndian(body.AsSpan(1 + NameLength), Base);
        long age = MaximumAge is { } maximum ? (long)(maximum < s_longestAge ? maximum : s_longestAge).TotalMilliseconds : Unsaid;
        BinaryPrimitives.WriteInt64BigEndian(body.AsSpan(1 + NameLength + SealLength), age);
        snapshot.CopyTo(body, FixedLength);
        return body;
    }

    /// <summary>The name of the place that a body is for; empty if it has none.</summary>
    public static ReadOnlySpan<byte> NameOf(ReadOnlySpan<byte> body) => body.Length > NameLength ? body.Slice(1, NameLength) : default;

    /// <summary>Reads a document; null if it is none.</summary>
    public static KeyRecord? Read(ReadOnlySpan<byte> body)
    {
        if (body.Length < FixedLength || body[0] != Mark || KeySnapshotFormat.Read(body[FixedLength..]) is not { } content)
        {
            return null;
        }

        long age = BinaryPrimitives.ReadInt64BigEndian(body[(1 + NameLength + SealLength)..]);
        return age is < Unsaid || age > s_longestAge.TotalMilliseconds
            ? null
            : new KeyRecord(
                BinaryPrimitives.ReadUInt128BigEndian(body[(1 + NameLength)..]),
                age == Unsaid ? null : TimeSpan.FromMilliseconds(age),
                content);
    }
}
