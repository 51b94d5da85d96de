using Authz.Authorizers;

namespace Authz.Remembering;

/// <summary>
/// A part of the remembered tokens: sets of eight places, each with a tag of the hash beside it. A new token takes a place of its set
/// that is free, worthless or has used up its chances: a flood of tokens that come once wears itself out against itself.
/// </summary>
internal sealed class RememberedTokensShard(int sets, long maximumBytes)
{
    /// <summary>The places of one set: their tags fill half a cache line, and one vector comparison finds a tag.</summary>
    public const int Ways = 8;

    private readonly Lock _gate = new();
    private readonly uint[] _tags = new uint[sets * Ways];
    private readonly RememberedToken?[] _entries = new RememberedToken?[sets * Ways];
    private readonly byte[] _hands = new byte[sets];
    private int _sweep;

    public int Count { get; private set; }

    public long Bytes { get; private set; }

    public VerifiedToken? Find(ulong hash, ReadOnlySpan<char> characters, TokenVerifier authorizer)
    {
        RememberedToken? entry = FindEntry(hash, characters, authorizer);
        entry?.Use();
        return entry?.Token;
    }

    public VerifiedToken Add(ulong hash, ReadOnlySpan<char> characters, TokenVerifier authorizer, VerifiedToken token, long now)
    {
        var entry = new RememberedToken(hash, characters, authorizer, token);
        if (entry.Bytes > maximumBytes)
        {
            return token;
        }

        lock (_gate)
        {
            if (FindEntry(hash, characters, authorizer) is { } first && IsWorthKeeping(first, now))
            {
                return first.Token;
            }

            Put(TakePlace(SetOf(hash), now), entry);
            while (Bytes > maximumBytes)
            {
                ForgetOne(entry, now);
            }

            return token;
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            Array.Clear(_tags);
            Array.Clear(_entries);
            Count = 0;
            Bytes = 0;
        }
    }

    // Readers take no lock: an entry never changes, and one that is found is compared whole.
    private RememberedToken? FindEntry(ulong hash, ReadOnlySpan<char> characters, TokenVerifier authorizer)
    {
        int start = SetOf(hash) * Ways;
        ReadOnlySpan<uint> tags = _tags.AsSpan(start, Ways);
        uint tag = TagOf(hash);
        for (int way = tags.IndexOf(tag); way >= 0 && way < Ways; way++)
        {
            if (tags[way] == tag && Volatile.Read(ref _entries[start + way]) is { } entry && entry.Hash == hash && entry.Is(characters, authorizer))
            {
                return entry;
            }
        }

        return null;
    }

    private int TakePlace(int set, long now)
    {
        int start = set * Ways;
        for (int way = 0; way < Ways; way++)
        {
            if (_entries[start + way] is not { } entry || !IsWorthKeeping(entry, now))
            {
                return start + way;
            }
        }

        // Second chances: the hand passes each place, and every pass costs the token there one of its uses.
        while (true)
        {
            int way = _hands[set];
            _hands[set] = (byte)((way + 1) % Ways);
            if (!_entries[start + way]!.TrySpendChance())
            {
                return start + way;
            }
        }
    }

    // Large tokens: the bytes run out before the places do.
    private void ForgetOne(RememberedToken newest, long now)
    {
        while (true)
        {
            int place = _sweep;
            _sweep = (_sweep + 1) % _entries.Length;
            if (_entries[place] is { } entry && entry != newest && (!IsWorthKeeping(entry, now) || !entry.TrySpendChance()))
            {
                Put(place, null);
                return;
            }
        }
    }

    private void Put(int place, RememberedToken? entry)
    {
        if (_entries[place] is { } old)
        {
            Bytes -= old.Bytes;
            Count--;
        }

        if (entry is not null)
        {
            Bytes += entry.Bytes;
            Count++;
        }

        _tags[place] = entry is null ? 0 : TagOf(entry.Hash);
        Volatile.Write(ref _entries[place], entry);
    }

    private static bool IsWorthKeeping(RememberedToken entry, long now) =>
        entry.Token.Key.IsInForce(now) && now < entry.Token.Times.Expires;

    private int SetOf(ulong hash) => (int)((hash >> 32) & (uint)(sets - 1));

    // Zero marks a free place.
    private static uint TagOf(ulong hash) => (uint)(hash & uint.MaxValue) | 1;
}
