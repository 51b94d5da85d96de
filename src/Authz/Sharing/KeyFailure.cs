using System.Buffers.Binary;

namespace Authz.Sharing;

/// <summary>What a replica says whose turn it was to fetch an issuer's keys, and which did not get them: a mark, the place's name, when, how often in a row.</summary>
/// <param name="Time">When the fetch began, in Unix milliseconds by that replica's clock.</param>
/// <param name="Failures">How many fetches have failed in a row.</param>
internal sealed record KeyFailure(long Time, int Failures)
{
    public const byte Mark = (byte)'f';

    /// <summary>How old one may be when it comes, in milliseconds.</summary>
    public const long Freshness = 30_000;

    private const int NameLength = 32;
    private const int Length = 1 + NameLength + sizeof(long) + sizeof(int);

    // Beyond it the back-off does not grow.
    private const int MostFailures = 16;

    public byte[] Write(ReadOnlySpan<byte> name)
    {
        byte[] body = new byte[Length];
        body[0] = Mark;
        name.CopyTo(body.AsSpan(1));
        BinaryPrimitives.WriteInt64BigEndian(body.AsSpan(1 + NameLength), Time);
        BinaryPrimitives.WriteInt32BigEndian(body.AsSpan(1 + NameLength + sizeof(long)), Math.Min(Failures, MostFailures));
        return body;
    }

    public static KeyFailure? Read(ReadOnlySpan<byte> body)
    {
        if (body.Length != Length || body[0] != Mark)
        {
            return null;
        }

        int failures = BinaryPrimitives.ReadInt32BigEndian(body[(1 + NameLength + sizeof(long))..]);
        return failures is < 1 or > MostFailures ? null : new KeyFailure(BinaryPrimitives.ReadInt64BigEndian(body[(1 + NameLength)..]), failures);
    }
}
