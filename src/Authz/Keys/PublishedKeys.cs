using Authz.Keys.Reading;
using Authz.Keys.Refreshing;

namespace Authz.Keys;

/// <summary>The keys of one issuer that are in force: the last good set and its age. Readers take no lock.</summary>
internal sealed class PublishedKeys(IssuerKeysOptions options) : IDisposable
{
    private readonly TimeProvider _time = options.TimeProvider;
    private readonly KeyAge _age = new(options.TimeProvider, options.MaximumAge, options.Epoch);
    private volatile KeySet _set = KeySet.Empty;
    private long _rotations;

    public IReadOnlyList<VerificationKey> Keys => _set.Keys;

    /// <summary>The age of the keys; null if there are no keys.</summary>
    public TimeSpan? Age => _age.Current;

    /// <summary>Whether there are keys that may be relied on.</summary>
    public bool IsUsable => _age.IsWithinMaximum(_time.GetUtcNow().ToUnixTimeSeconds());

    /// <summary>How often a fetch changed the keys; the first set is not counted.</summary>
    public long Rotations => Interlocked.Read(ref _rotations);

    /// <summary>Finds a token's keys. Takes no lock and allocates nothing.</summary>
    /// <param name="query">What the token says about its key.</param>
    /// <param name="now">The wall clock in Unix seconds.</param>
    /// <param name="match">The keys if the answer is <see cref="KeyLookupStatus.Found"/>; otherwise none.</param>
    public KeyLookupStatus Find(KeyQuery query, long now, out KeyMatch match)
    {
        if (!_age.IsWithinMaximum(now))
        {
            match = default;
            return KeyLookupStatus.NoKeys;
        }

        return _set.Find(query, out match);
    }

    /// <summary>Replaces the set. Called by one refresh at a time.</summary>
    /// <param name="publicKeys">The source's current keys.</param>
    /// <param name="fetchedAt">When their fetch began; null for keys that do not age.</param>
    public void Publish(IReadOnlyList<PublicKey> publicKeys, DateTimeOffset? fetchedAt)
    {
        KeySet old = _set;
        KeySet next = old.With(publicKeys, _age);
        bool isChanged = !next.HasSameKeysAs(old);
        if (isChanged)
        {
            _set = next;
            foreach (VerificationKey key in old.Keys.Except(next.Keys))
            {
                key.Withdraw();
            }
        }

        _age.Renew(fetchedAt);
        if (isChanged && old.Keys.Count > 0)
        {
            Interlocked.Increment(ref _rotations);
            options.Metrics.CountRotation(options.Issuer);
        }
    }

    /// <summary>Publishes the keys of a predecessor, at their age; false if it has none.</summary>
    public bool TryTakeOver(PublishedKeys predecessor)
    {
        if (predecessor.Age is not TimeSpan age)
        {
            return false;
        }

        Publish([.. predecessor.Keys.Select(key => key.PublicKey)], _time.GetUtcNow() - age);
        return true;
    }

    public void Dispose() => _age.Dispose();
}
