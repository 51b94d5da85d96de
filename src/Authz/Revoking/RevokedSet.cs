namespace Authz.Revoking;

/// <summary>
/// The entries of one source: exact, bounded, with a filter in front. Readers take no lock; entries come one by one and die by themselves.
/// </summary>
internal sealed class RevokedSet
{
    /// <summary>How many entries there may be.</summary>
    public const int MaximumEntries = 1 << 20;

    /// <summary>Seconds for which an entry outlives its end: the longest clock skew of an issuer, and what clocks may differ by.</summary>
    public const int Margin = 305;

    private const int Pause = 10;

    private static long s_lastVersion;

    private readonly int _maximum;
    private readonly Lock _gate = new();
    private volatile RevokedTable _table = new(RevokedTable.SmallestLength);
    private long _version = NextVersion();
    private long _rebuiltAt;

    public RevokedSet(int maximum = MaximumEntries) => _maximum = maximum;

    public int Count => _table.Count;

    /// <summary>The bytes of the tables.</summary>
    public long Bytes => _table.Bytes;

    /// <summary>Greater after each entry, and greater than that of any set before: a token that one version does not have is not looked for again.</summary>
    public long Version => Volatile.Read(ref _version);

    /// <summary>Adds an entry. One of the same name is widened: the later times count.</summary>
    /// <param name="name">The entry's name.</param>
    /// <param name="issuedBefore">The last <c>iat</c> that it revokes, in Unix seconds.</param>
    /// <param name="until">The last second in which a token that it names may be accepted by its <c>exp</c> alone.</param>
    /// <param name="now">The wall clock in Unix seconds.</param>
    /// <returns>False if the set is full: it is incomplete from now on.</returns>
    public bool Add(UInt128 name, long issuedBefore, long until, long now)
    {
        until += Margin;
        lock (_gate)
        {
            if (!_table.TryWiden(name, issuedBefore, until, out bool isChanged))
            {
                if (!HasRoom(now))
                {
                    return false;
                }

                _table.Add(name, issuedBefore, until);
            }
            else if (!isChanged)
            {
                return true;
            }

            // Last: whoever sees the version sees the entry.
            Volatile.Write(ref _version, NextVersion());
            return true;
        }
    }

    /// <summary>Forgets the entries that have ended.</summary>
    public void Prune(long now)
    {
        lock (_gate)
        {
            _table = _table.Rebuild(now);
            _rebuiltAt = now;
        }
    }

    /// <summary>Whether an entry names the token.</summary>
    /// <param name="names">The token's names.</param>
    /// <param name="now">The wall clock in Unix seconds.</param>
    public bool Contains(in RevocationNames names, long now)
    {
        RevokedTable table = _table;
        return table.Contains(names.TokenId, long.MinValue, now)
            || table.Contains(names.SessionId, long.MinValue, now)

            // A token that does not say when it was issued may be as old as any.
            || table.Contains(names.Subject, names.IssuedAt ?? long.MinValue, now);
    }

    // While the set is full, the entries that have ended are looked for once in a while, not for each one that finds no room.
    private bool HasRoom(long now)
    {
        if (_table.Count < _maximum ? _table.IsCrowded : now - _rebuiltAt >= Pause)
        {
            _table = _table.Rebuild(now);
            _rebuiltAt = now;
        }

        return _table.Count < _maximum;
    }

    private static long NextVersion() => Interlocked.Increment(ref s_lastVersion);
}
