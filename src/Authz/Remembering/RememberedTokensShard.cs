namespace Authz.Remembering;

/// <summary>
/// A part of the remembered tokens: sets of eight places, each with a tag of the hash beside it. A new token takes a place of its set
/// that is free or worthless, or that of a token used less often than the new one was seen: tokens seen once take places
/// only from each other, and tokens in use keep theirs. benchmarks/README.md compares this with other policies.
/// </summary>
internal sealed class RememberedTokensShard(int sets, long maximumBytes)
{
    /// <summary>The places of one set: their tags fill half a cache line, and one vector comparison finds a tag.</summary>
    public const int Ways = 8;

    // How many newcomers a place meets before it pays: fewer lose tokens that come rarely, more keep tokens that come no more.
    private const int TurnsPerPlace = 4;

    private readonly Lock _gate = new();
    private readonly uint[] _tags = new uint[sets * Ways];
    private readonly RememberedToken?[] _entries = new RememberedToken?[sets * Ways];
    private readonly byte[] _turns = new byte[sets];
    private readonly TokenSightings _sightings = new(sets * Ways);
    private int _sweep;

    public int Count { get; private set; }

    public long Bytes { get; private set; }

    public VerifiedToken? Find(ulong hash, ReadOnlySpan<char> characters, object owner)
    {
        RememberedToken? entry = FindEntry(hash, characters, owner);
        entry?.Use();
        return entry?.Token;
    }

    public VerifiedToken Add(ulong hash, ReadOnlySpan<char> characters, object owner, VerifiedToken token, long now)
    {
        if (RememberedToken.BytesOf(characters.Length, token) > maximumBytes)
        {
            return token;
        }

        lock (_gate)
        {
            if (FindEntry(hash, characters, owner) is { } first && IsWorthKeeping(first, now))
            {
                return first.Token;
            }

            if (TryTakePlace(hash, now, out int place, out int chances))
            {
                RememberedToken entry = new(hash, characters, owner, token, chances);
                Put(place, entry);
                while (Bytes > maximumBytes)
                {
                    ForgetOne(entry, now);
                }
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
            _sightings.Clear();
            Count = 0;
            Bytes = 0;
        }
    }

    // Readers take no lock: an entry never changes, and one that is found is compared whole.
    private RememberedToken? FindEntry(ulong hash, ReadOnlySpan<char> characters, object owner)
    {
        int start = SetOf(hash) * Ways;
        ReadOnlySpan<uint> tags = _tags.AsSpan(start, Ways);
        uint tag = TagOf(hash);
        for (int way = tags.IndexOf(tag); way >= 0 && way < Ways; way++)
        {
            if (tags[way] == tag
                && Volatile.Read(ref _entries[start + way]) is { } entry
                && entry.Hash == hash
                && entry.Is(characters, owner))
            {
                return entry;
            }
        }

        return null;
    }

    private bool TryTakePlace(ulong hash, long now, out int place, out int chances)
    {
        int set = SetOf(hash);
        int start = set * Ways;
        chances = 0;
        for (place = start; place < start + Ways; place++)
        {
            if (_entries[place] is not { } old || !IsWorthKeeping(old, now))
            {
                return true;
            }
        }

        place = LeastUsed(set);
        int sightings = _sightings.Note(hash);
        if (sightings <= _entries[place]!.Chances)
        {
            return false;
        }

        _sightings.Forget(hash);
        chances = sightings - 1;
        return true;
    }

    // The places are asked in turn, and each pays with a chance when asked first: unused tokens leave in the end.
    private int LeastUsed(int set)
    {
        byte turn = _turns[set];
        _turns[set] = unchecked((byte)(turn + 1));
        int start = set * Ways;
        int first = turn / TurnsPerPlace % Ways;
        if (turn % TurnsPerPlace == 0)
        {
            _entries[start + first]!.TrySpendChance();
        }

        int least = start + first;
        for (int way = 1; way < Ways; way++)
        {
            int place = start + ((first + way) % Ways);
            least = _entries[place]!.Chances < _entries[least]!.Chances ? place : least;
        }

        return least;
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
