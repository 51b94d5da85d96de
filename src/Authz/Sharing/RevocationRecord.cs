using System.Buffers.Binary;
using System.Text;
using Authz.Revoking;

namespace Authz.Sharing;

/// <summary>
/// A revocation as the fleet's log has it: a mark, when it was written (milliseconds), the last <c>iat</c> and the end (seconds), the claim,
/// the issuer after its length, the value. Numbers have their most significant byte first.
/// </summary>
/// <param name="WrittenAt">When it was written, in Unix milliseconds by the writer's clock.</param>
/// <param name="IssuedBefore">The last <c>iat</c> that it revokes, in Unix seconds.</param>
/// <param name="Until">Its end in Unix seconds, a whole minute: the log forgets minute by minute.</param>
/// <param name="Claim">The claim.</param>
/// <param name="Issuer">The issuer.</param>
/// <param name="Value">The claim's value.</param>
internal sealed record RevocationRecord(
    long WrittenAt, long IssuedBefore, long Until, RevocationClaim Claim, string Issuer, string Value)
{
    public const byte Mark = (byte)'r';

    private const int FixedLength = 1 + (3 * sizeof(long)) + 1 + sizeof(ushort);
    private const int SecondsPerMinute = 60;

    // In UTF-8, with what is around it.
    private const int MaximumLength = FixedLength + (2 * 3 * RevocationEntry.MaximumLength);

    public UInt128 Name => RevocationName.Of(RevocationName.OfIssuer(Issuer), Claim, Encoding.UTF8.GetBytes(Value), isEscaped: false);

    /// <exception cref="ArgumentException">The entry is too long, or names nothing.</exception>
    public static RevocationRecord Of(RevocationEntry entry, DateTimeOffset now)
    {
        Require(entry.Issuer, nameof(entry.Issuer));
        Require(entry.Value, nameof(entry.Value));
        long until = RevocationTime.RoundUp(entry.Until);
        return new RevocationRecord(
            now.ToUnixTimeMilliseconds(),
            entry is { Claim: RevocationClaim.Subject, IssuedBefore: { } before } ? RevocationTime.RoundUp(before) : long.MaxValue,
            (until + SecondsPerMinute - 1) / SecondsPerMinute * SecondsPerMinute,
            entry.Claim,
            entry.Issuer,
            entry.Value);
    }

    public byte[] Write()
    {
        byte[] issuer = Encoding.UTF8.GetBytes(Issuer);
        byte[] value = Encoding.UTF8.GetBytes(Value);
        byte[] body = new byte[FixedLength + issuer.Length + value.Length];
        body[0] = Mark;
        BinaryPrimitives.WriteInt64BigEndian(body.AsSpan(1), WrittenAt);
        BinaryPrimitives.WriteInt64BigEndian(body.AsSpan(9), IssuedBefore);
        BinaryPrimitives.WriteInt64BigEndian(body.AsSpan(17), Until);
        body[25] = (byte)Claim;
        BinaryPrimitives.WriteUInt16BigEndian(body.AsSpan(26), (ushort)issuer.Length);
        issuer.CopyTo(body, FixedLength);
        value.CopyTo(body, FixedLength + issuer.Length);
        return body;
    }

    /// <summary>Reads a record; null if it is none.</summary>
    public static RevocationRecord? Read(ReadOnlySpan<byte> body)
    {
        if (body.Length is < FixedLength or > MaximumLength || body[0] != Mark || body[25] > (byte)RevocationClaim.Subject)
        {
            return null;
        }

        int issuerLength = BinaryPrimitives.ReadUInt16BigEndian(body[26..]);
        ReadOnlySpan<byte> texts = body[FixedLength..];
        long until = BinaryPrimitives.ReadInt64BigEndian(body[17..]);
        return issuerLength > texts.Length || until < 0 || until > long.MaxValue / 2 || until % SecondsPerMinute != 0
            ? null
            : new RevocationRecord(
                BinaryPrimitives.ReadInt64BigEndian(body[1..]),
                BinaryPrimitives.ReadInt64BigEndian(body[9..]),
                until,
                (RevocationClaim)body[25],
                Encoding.UTF8.GetString(texts[..issuerLength]),
                Encoding.UTF8.GetString(texts[issuerLength..]));
    }

    private static void Require(string text, string name)
    {
        if (text.Length is 0 or > RevocationEntry.MaximumLength)
        {
            throw new ArgumentException($"It has 1 to {RevocationEntry.MaximumLength} characters.", name);
        }
    }
}
