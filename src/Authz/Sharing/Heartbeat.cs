using System.Buffers.Binary;

namespace Authz.Sharing;

/// <summary>
/// What a replica that has every revocation says now and then: when, which number in turn, how many there are, what they add up to, and
/// which were written just now. A replica whose own add up to the same, and that knows the youngest, has them all.
/// </summary>
/// <param name="Time">When it was said, in Unix milliseconds by that replica's clock.</param>
/// <param name="Number">Greater than that of any heartbeat before.</param>
/// <param name="Sum">The records that were written up to <see cref="SettlingTime"/> before, and have not ended.</param>
/// <param name="Recent">The names of those that were written since.</param>
internal sealed record Heartbeat(long Time, ulong Number, RevocationSum Sum, UInt128[] Recent)
{
    public const byte Mark = (byte)'h';

    /// <summary>The mark of a question: a heartbeat of one that does not know whether it has them all.</summary>
    public const byte QuestionMark = (byte)'q';
    /// <summary>How many young records a heartbeat names at most.</summary>
    public const int MaximumRecent = 1_000;

    private const int NameLength = 16;
    private const int FixedLength = 1 + sizeof(long) + sizeof(ulong) + sizeof(int) + NameLength;

    /// <summary>How much clocks may differ, in milliseconds.</summary>
    public const long ClockDifference = 5_000;

    /// <summary>How old a heartbeat may be when it comes, in milliseconds.</summary>
    public const long Freshness = 30_000;

    /// <summary>How long a record is on its way at most, clocks included, in milliseconds; younger ones are in no sum.</summary>
    public const long SettlingTime = 8_000;

    public byte[] Write()
    {
        byte[] body = new byte[FixedLength + (NameLength * Recent.Length)];
        body[0] = Mark;
        BinaryPrimitives.WriteInt64BigEndian(body.AsSpan(1), Time);
        BinaryPrimitives.WriteUInt64BigEndian(body.AsSpan(9), Number);
        BinaryPrimitives.WriteInt32BigEndian(body.AsSpan(17), Sum.Count);
        BinaryPrimitives.WriteUInt128BigEndian(body.AsSpan(21), Sum.Total);
        for (int index = 0; index < Recent.Length; index++)
        {
            BinaryPrimitives.WriteUInt128BigEndian(body.AsSpan(FixedLength + (NameLength * index)), Recent[index]);
        }

        return body;
    }

    public static Heartbeat? Read(ReadOnlySpan<byte> body)
    {
        int names = (body.Length - FixedLength) / NameLength;
        if (body.Length < FixedLength || names > MaximumRecent || body.Length != FixedLength + (names * NameLength))
        {
            return null;
        }

        UInt128[] recent = new UInt128[names];
        for (int index = 0; index < names; index++)
        {
            recent[index] = BinaryPrimitives.ReadUInt128BigEndian(body[(FixedLength + (NameLength * index))..]);
        }

        return new Heartbeat(
            BinaryPrimitives.ReadInt64BigEndian(body[1..]),
            BinaryPrimitives.ReadUInt64BigEndian(body[9..]),
            new RevocationSum(BinaryPrimitives.ReadInt32BigEndian(body[17..]), BinaryPrimitives.ReadUInt128BigEndian(body[21..])),
            recent);
    }
}

/// <summary>What records add up to.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="Total">The sum of their numbers (<see cref="SealingKey.NumberOf"/>).</param>
internal readonly record struct RevocationSum(int Count, UInt128 Total)
{
    public static RevocationSum operator +(RevocationSum left, RevocationSum right) =>
        unchecked(new RevocationSum(left.Count + right.Count, left.Total + right.Total));

    public static RevocationSum operator -(RevocationSum left, RevocationSum right) =>
        unchecked(new RevocationSum(left.Count - right.Count, left.Total - right.Total));
}
