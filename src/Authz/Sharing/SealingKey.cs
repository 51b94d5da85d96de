using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Authz.Sharing;

/// <summary>
/// One line of a fleet's secret. A sealed message is a mark, the key's id, the body, and the first half of the HMAC over these.
/// </summary>
internal sealed class SealingKey
{
    public const int Overhead = HeadLength + SealLength;

    private const byte Mark = 1;
    private const int IdLength = 4;
    private const int HeadLength = 1 + IdLength;
    private const int SealLength = 16;

    private readonly byte[] _sealing;
    private readonly byte[] _counting;
    private readonly byte[] _head;

    // Each use has a key of its own, so that nothing made for one can pass for another.
    public SealingKey(byte[] secret)
    {
        _sealing = HMACSHA256.HashData(secret, "authz fleet seal"u8);
        _counting = HMACSHA256.HashData(secret, "authz fleet count"u8);
        NonceKey = HMACSHA256.HashData(secret, "authz fleet nonce"u8);
        ProofKey = HMACSHA256.HashData(secret, "authz fleet proof"u8);
        _head = [Mark, .. HMACSHA256.HashData(secret, "authz fleet id"u8).AsSpan(0, IdLength)];
    }

    /// <summary>Seals the nonces that proofs bear.</summary>
    public byte[] NonceKey { get; }

    /// <summary>Names used proofs in the store.</summary>
    public byte[] ProofKey { get; }

    public byte[] Seal(ReadOnlySpan<byte> body)
    {
        byte[] message = new byte[body.Length + Overhead];
        _head.CopyTo(message, 0);
        body.CopyTo(message.AsSpan(HeadLength));
        Span<byte> seal = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_sealing, message.AsSpan(0, HeadLength + body.Length), seal);
        seal[..SealLength].CopyTo(message.AsSpan(HeadLength + body.Length));
        return message;
    }

    public bool TryOpen(ReadOnlySpan<byte> message, out ReadOnlySpan<byte> body)
    {
        body = default;
        if (message.Length < Overhead || !message.StartsWith(_head))
        {
            return false;
        }

        Span<byte> seal = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_sealing, message[..^SealLength], seal);
        if (!CryptographicOperations.FixedTimeEquals(seal[..SealLength], message[^SealLength..]))
        {
            return false;
        }

        body = message[HeadLength..^SealLength];
        return true;
    }

    /// <summary>Whether a message has the form of a sealed one.</summary>
    public static bool IsPlausible(ReadOnlySpan<byte> message) => message.Length >= Overhead && message[0] == Mark;

    /// <summary>Whether a message names this key as the one that has sealed it.</summary>
    public bool HasSealed(ReadOnlySpan<byte> message) => message.StartsWith(_head);

    /// <summary>What stands for a body in sums over many and in lists; nobody without the secret can choose bodies by it.</summary>
    public RecordNumber NumberOf(ReadOnlySpan<byte> body)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_counting, body, hash);
        return new RecordNumber(
            BinaryPrimitives.ReadUInt128LittleEndian(hash), BinaryPrimitives.ReadUInt128LittleEndian(hash[(hash.Length / 2)..]));
    }
}

/// <summary>What stands for a record. The two tell nothing of each other.</summary>
/// <param name="Number">For sums: never shown, because who knew many could find some that add up to nothing.</param>
/// <param name="Name">For lists.</param>
internal readonly record struct RecordNumber(UInt128 Number, UInt128 Name);
