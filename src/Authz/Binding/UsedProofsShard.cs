namespace Authz.Binding;

/// <summary>
/// A part of the used proofs: a hash table of fixed entries, grown up to its bound, and a wheel of seconds by which entries leave it. A
/// key's own entry counts its proofs.
/// </summary>
internal sealed class UsedProofsShard(int capacity, int perKey)
{
    private const int FirstLength = 64;
    private const int None = -1;

    // Longer than any proof is in force, so that no second meets another one's list.
    private const int Seconds = 512;

    private readonly Lock _gate = new();
    private readonly int[] _ending = NewLists(Seconds);
    private Entry[] _entries = new Entry[Math.Min(FirstLength, capacity)];
    private int[] _buckets = NewLists(FirstLength);
    private int _used;
    private int _free = None;
    private long _swept = long.MinValue;

    /// <summary>How many entries there are.</summary>
    public int Count { get; private set; }

    public unsafe long Bytes => (long)_entries.Length * sizeof(Entry) + (_buckets.Length + _ending.Length) * sizeof(int);

    public ProofStatus Enter(UInt128 owner, UInt128 proof, long end, long now, bool isTrial)
    {
        lock (_gate)
        {
            Sweep(now);

            // The clock was ahead, and proofs of that time are forgotten: whether this one was used cannot be told.
            if (end <= _swept)
            {
                return ProofStatus.MemoryFull;
            }

            if (Find(proof) != None)
            {
                return ProofStatus.Replayed;
            }

            int key = Find(owner);
            if (key != None && _entries[key].Proofs >= perKey)
            {
                return ProofStatus.KeyBusy;
            }

            if (Count + (key == None ? 2 : 1) > capacity)
            {
                return ProofStatus.MemoryFull;
            }

            if (!isTrial)
            {
                Add(key == None ? Add(owner, None) : key, proof, end);
            }

            return ProofStatus.Held;
        }
    }

    private void Add(int key, UInt128 proof, long end)
    {
        _entries[key].Proofs++;
        int added = Add(proof, key);
        ref int first = ref _ending[end & (Seconds - 1)];
        _entries[added].NextEnding = first;
        first = added;
    }

    private static int[] NewLists(int length)
    {
        int[] lists = new int[length];
        Array.Fill(lists, None);
        return lists;
    }

    // Lets go of the proofs that ended before this second. After a long rest the wheel turns once.
    private void Sweep(long now)
    {
        long last = now - 1;
        for (long second = Math.Max(_swept + 1, last - Seconds + 1); second <= last; second++)
        {
            ref int first = ref _ending[second & (Seconds - 1)];
            while (first != None)
            {
                int ended = first;
                first = _entries[ended].NextEnding;
                int key = _entries[ended].Owner;
                Remove(ended);
                if (--_entries[key].Proofs == 0)
                {
                    Remove(key);
                }
            }
        }

        _swept = Math.Max(_swept, last);
    }

    private int Find(UInt128 name)
    {
        int at = _buckets[BucketOf(name)];
        while (at != None && _entries[at].Name != name)
        {
            at = _entries[at].Next;
        }

        return at;
    }

    private int Add(UInt128 name, int owner)
    {
        if (_free == None && _used == _entries.Length)
        {
            Grow();
        }

        int place = _free == None ? _used++ : _free;
        _free = _free == None ? None : _entries[place].Next;
        ref int bucket = ref _buckets[BucketOf(name)];
        _entries[place] = new Entry { Name = name, Owner = owner, Next = bucket, NextEnding = None };
        bucket = place;
        Count++;
        return place;
    }

    private void Remove(int place)
    {
        ref int link = ref _buckets[BucketOf(_entries[place].Name)];
        while (link != place)
        {
            link = ref _entries[link].Next;
        }

        link = _entries[place].Next;
        _entries[place].Next = _free;
        _free = place;
        Count--;
    }

    private void Grow()
    {
        Array.Resize(ref _entries, Math.Min(_entries.Length * 2, capacity));
        _buckets = NewLists(_buckets.Length * 2);
        for (int place = 0; place < _used; place++)
        {
            ref int bucket = ref _buckets[BucketOf(_entries[place].Name)];
            _entries[place].Next = bucket;
            bucket = place;
        }
    }

    private int BucketOf(UInt128 name) => (int)(name & (uint)(_buckets.Length - 1));

    // A used proof, or, without an owner, a key with its number of proofs.
    private struct Entry
    {
        public UInt128 Name;
        public int Owner;
        public int Next;
        public int NextEnding;
        public int Proofs;
    }
}
