using System.IO.Hashing;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Authz.Remembering;

/// <summary>
/// Verified tokens, so that each is verified once. Bounded in bytes and entries; look-ups take no lock and allocate nothing; only tokens
/// that were accepted are added, so a stranger's text is never a key here.
/// </summary>
internal sealed class RememberedTokens
{
    private const int ShardCount = 16;

    // The table is made for tokens of this size; smaller ones meet the bound in entries, larger ones that in bytes.
    private const int BytesPerEntry = 1_024;

    // 192 bits of a signature, in the short form of XxHash3, which derives no secret from the seed. Twice as many cost half as much again.
    private const int HashedLength = 32;

    private readonly RememberedTokensShard[] _shards = new RememberedTokensShard[ShardCount];
    private readonly long _seed = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));
    private readonly ulong _hashMask;

    /// <summary>Remembers at most <paramref name="maximumBytes"/>.</summary>
    /// <param name="maximumBytes">The bound; more than zero.</param>
    /// <param name="hashMask">The bits of the hash that count: fewer make collisions, for tests.</param>
    public RememberedTokens(long maximumBytes, ulong hashMask = ulong.MaxValue)
    {
        _hashMask = hashMask;
        long entries = Math.Clamp(maximumBytes / BytesPerEntry / ShardCount, RememberedTokensShard.Ways, 1 << 20);
        int sets = (int)BitOperations.RoundUpToPowerOf2((uint)(entries / RememberedTokensShard.Ways));
        for (int shard = 0; shard < ShardCount; shard++)
        {
            _shards[shard] = new RememberedTokensShard(sets, maximumBytes / ShardCount);
        }
    }

    /// <summary>How many tokens are remembered.</summary>
    public int Count => _shards.Sum(shard => shard.Count);

    /// <summary>The bytes that the remembered tokens take.</summary>
    public long Bytes => _shards.Sum(shard => shard.Bytes);

    /// <summary>The verified token of exactly these characters for exactly this authorizer; null if it is not remembered.</summary>
    public VerifiedToken? Find(ReadOnlySpan<char> characters, object owner)
    {
        ulong hash = Hash(characters);
        return ShardOf(hash).Find(hash, characters, owner);
    }

    /// <summary>
    /// Remembers a token that was just accepted. If two requests verified the same token at once, the first entry stays.
    /// </summary>
    /// <returns>The token to use from now on.</returns>
    public VerifiedToken Add(ReadOnlySpan<char> characters, object owner, VerifiedToken token, long now)
    {
        ulong hash = Hash(characters);
        return ShardOf(hash).Add(hash, characters, owner, token, now);
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        foreach (RememberedTokensShard shard in _shards)
        {
            shard.Clear();
        }
    }

    // Seeded, so that nobody can choose a token's place. The end of a token is its signature, the only part in which no two tokens
    // that were accepted agree; hashing all of it would cost a remembered decision a fifth of its time.
    private ulong Hash(ReadOnlySpan<char> characters) =>
        XxHash3.HashToUInt64(MemoryMarshal.AsBytes(characters[^Math.Min(characters.Length, HashedLength)..]), _seed) & _hashMask;

    private RememberedTokensShard ShardOf(ulong hash) => _shards[hash >> 60];
}
