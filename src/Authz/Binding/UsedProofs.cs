using System.IO.Hashing;
using System.Security.Cryptography;

namespace Authz.Binding;

/// <summary>
/// The proofs that were accepted and are still in force, by key and <c>jti</c> (RFC 9449 section 11.1). Bounded for each key and as a
/// whole; beyond a bound it refuses and forgets nothing.
/// </summary>
internal sealed class UsedProofs
{
    private const int ShardCount = 16;
    private const int MaximumIdLength = ProofLimits.Length;

    private readonly UsedProofsShard[] _shards;
    private readonly long _seed = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));

    /// <param name="capacity">How many proofs and keys are remembered at most.</param>
    public UsedProofs(int capacity = ProofLimits.Remembered)
    {
        _shards = [.. Enumerable.Range(0, ShardCount).Select(_ => new UsedProofsShard(capacity / ShardCount, ProofLimits.PerKey))];
    }

    /// <summary>How many proofs and keys are remembered.</summary>
    public int Count => _shards.Sum(shard => shard.Count);

    /// <summary>The bytes of the tables.</summary>
    public long Bytes => _shards.Sum(shard => shard.Bytes);

    /// <summary>Enters a proof; anything but <see cref="ProofStatus.Held"/> says why it cannot be used.</summary>
    /// <param name="key">The thumbprint of its key.</param>
    /// <param name="id">Its <c>jti</c>.</param>
    /// <param name="end">The last second in which it could be accepted.</param>
    /// <param name="now">The wall clock in Unix seconds.</param>
    /// <param name="isTrial">Whether it is only looked for, not entered.</param>
    public ProofStatus Enter(Thumbprint key, ReadOnlySpan<byte> id, long end, long now, bool isTrial)
    {
        // Seeded, so that nobody can choose a place; an equal hash can only refuse, and only a proof of the same key.
        Span<byte> name = stackalloc byte[Thumbprint.Length + MaximumIdLength];
        key.CopyTo(name);
        id.CopyTo(name[Thumbprint.Length..]);
        UInt128 owner = XxHash128.HashToUInt128(name[..Thumbprint.Length], _seed);
        UInt128 proof = XxHash128.HashToUInt128(name[..(Thumbprint.Length + id.Length)], ~_seed);
        return _shards[(int)(owner >> 124)].Enter(owner, proof, end, now, isTrial);
    }
}
