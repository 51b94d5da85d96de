using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using Authz.Tokens;

namespace Authz.Binding;

/// <summary>
/// The nonces that proofs must bear (RFC 9449 section 9). None is remembered: each is the second in which it was made, sealed with a key
/// that this process, or this fleet, alone has.
/// </summary>
internal sealed class ProofNonces(TimeProvider time, byte[][] keys)
{
    /// <summary>Seconds for which a nonce is good.</summary>
    public const int Lifetime = 300;

    private const int TimeLength = sizeof(long);
    private const int SealLength = 16;
    private const int EncodedLength = (TimeLength + SealLength) * 4 / 3;

    /// <summary>Nonces under a key of this process.</summary>
    public ProofNonces(TimeProvider time)
        : this(time, [RandomNumberGenerator.GetBytes(SHA256.HashSizeInBytes)])
    {
    }

    /// <summary>A nonce for proofs from now on; the first key seals it.</summary>
    public string Issue()
    {
        Span<byte> nonce = stackalloc byte[TimeLength + SealLength];
        BinaryPrimitives.WriteInt64BigEndian(nonce, time.GetUtcNow().ToUnixTimeSeconds());
        Seal(keys[0], nonce[..TimeLength], nonce[TimeLength..]);
        return Base64Url.EncodeToString(nonce);
    }

    /// <summary>Whether a nonce is one of ours that is still good.</summary>
    /// <param name="text">The proof's <c>nonce</c>.</param>
    /// <param name="now">The wall clock in Unix seconds.</param>
    /// <param name="isAging">Whether half of its life is over, so that the client should get another.</param>
    public bool IsGood(ReadOnlySpan<byte> text, long now, out bool isAging)
    {
        isAging = false;
        Span<byte> nonce = stackalloc byte[TimeLength + SealLength];
        if (text.Length != EncodedLength || !StrictBase64Url.TryDecode(text, nonce, out _) || !IsSealed(nonce))
        {
            return false;
        }

        // Only now: a stranger's number could be any, and its difference none. Another replica's clock may be ahead of ours.
        long age = now - BinaryPrimitives.ReadInt64BigEndian(nonce);
        isAging = age > Lifetime / 2;
        return age is >= -ProofLimits.FutureSeconds and <= Lifetime;
    }

    private bool IsSealed(ReadOnlySpan<byte> nonce)
    {
        Span<byte> seal = stackalloc byte[SealLength];
        foreach (byte[] key in keys)
        {
            Seal(key, nonce[..TimeLength], seal);
            if (CryptographicOperations.FixedTimeEquals(seal, nonce[TimeLength..]))
            {
                return true;
            }
        }

        return false;
    }

    // The label keeps a key that also seals other things from sealing a nonce by accident.
    private static void Seal(byte[] key, ReadOnlySpan<byte> made, Span<byte> seal)
    {
        ReadOnlySpan<byte> label = "authz dpop nonce"u8;
        Span<byte> input = stackalloc byte[label.Length + TimeLength];
        label.CopyTo(input);
        made.CopyTo(input[label.Length..]);
        Span<byte> whole = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, input, whole);
        whole[..SealLength].CopyTo(seal);
    }
}
