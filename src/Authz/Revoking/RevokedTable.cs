using System.Numerics;

namespace Authz.Revoking;

/// <summary>
/// A hash table to which one writer adds while others read, at most half full, and a filter of 16 bits for each entry: a token that is not
/// revoked is told from one word, which stays in the processor's caches when the table does not.
/// </summary>
internal sealed class RevokedTable
{
    public const int SmallestLength = 64;

    private const int SlotsPerWord = 8;

    private readonly Slot[] _slots;
    private readonly ulong[] _filter;

    /// <param name="length">The number of slots, a power of two.</param>
    public RevokedTable(int length)
    {
        _slots = new Slot[length];
        _filter = new ulong[length / SlotsPerWord];
    }

    public int Count { get; private set; }

    public unsafe long Bytes => ((long)_slots.Length * sizeof(Slot)) + ((long)_filter.Length * sizeof(ulong));

    /// <summary>Whether another entry needs a longer table.</summary>
    public bool IsCrowded => 2 * (Count + 1) > _slots.Length;

    /// <summary>Whether there is an entry of that name, in force and for tokens of that age. A name of zero is never found.</summary>
    public bool Contains(UInt128 name, long issuedAt, long now)
    {
        ulong bits = BitsOf(LowOf(name));
        if (name == UInt128.Zero || (Volatile.Read(ref _filter[WordOf(name)]) & bits) != bits)
        {
            return false;
        }

        ref Slot slot = ref Find(name);
        return slot.Low != 0 && issuedAt <= Volatile.Read(ref slot.IssuedBefore) && now <= Volatile.Read(ref slot.Until);
    }

    /// <summary>Moves the times of the entry of that name forward; false if there is none.</summary>
    /// <param name="name">The entry's name.</param>
    /// <param name="issuedBefore">The last <c>iat</c> that it revokes.</param>
    /// <param name="until">Its end.</param>
    /// <param name="isChanged">Whether one of its times was earlier.</param>
    public bool TryWiden(UInt128 name, long issuedBefore, long until, out bool isChanged)
    {
        ref Slot slot = ref Find(name);
        isChanged = slot.IssuedBefore < issuedBefore || slot.Until < until;
        if (slot.Low == 0)
        {
            return false;
        }

        Volatile.Write(ref slot.IssuedBefore, Math.Max(slot.IssuedBefore, issuedBefore));
        Volatile.Write(ref slot.Until, Math.Max(slot.Until, until));
        return true;
    }

    /// <summary>Adds an entry whose name is new.</summary>
    public void Add(UInt128 name, long issuedBefore, long until)
    {
        ref Slot slot = ref Find(name);
        slot.High = (ulong)(name >> 64);
        slot.IssuedBefore = issuedBefore;
        slot.Until = until;

        // A reader that finds the name finds the rest.
        Volatile.Write(ref slot.Low, LowOf(name));
        ref ulong word = ref _filter[WordOf(name)];
        Volatile.Write(ref word, word | BitsOf(LowOf(name)));
        Count++;
    }

    /// <summary>A table with the entries that have not ended, at most half full.</summary>
    public RevokedTable Rebuild(long now)
    {
        int alive = 0;
        foreach (ref readonly Slot slot in _slots.AsSpan())
        {
            alive += slot.Low != 0 && slot.Until >= now ? 1 : 0;
        }

        int length = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(SmallestLength, 2 * (alive + 1)));
        var rebuilt = new RevokedTable(length);
        foreach (ref readonly Slot slot in _slots.AsSpan())
        {
            if (slot.Low != 0 && slot.Until >= now)
            {
                rebuilt.Add(new UInt128(slot.High, slot.Low), slot.IssuedBefore, slot.Until);
            }
        }

        return rebuilt;
    }

    // Zero marks an empty slot.
    private static ulong LowOf(UInt128 name) => Math.Max(1, unchecked((ulong)name));

    // Four of a word's bits, chosen by bits that choose neither the slot nor the word.
    private static ulong BitsOf(ulong low) =>
        (1UL << (int)(low >> 58)) | (1UL << (int)(low >> 52)) | (1UL << (int)(low >> 46)) | (1UL << (int)(low >> 40));

    private int WordOf(UInt128 name) => (int)((ulong)(name >> 64) & (ulong)(_filter.Length - 1));

    private ref Slot Find(UInt128 name)
    {
        Slot[] slots = _slots;
        ulong low = LowOf(name);
        ulong high = (ulong)(name >> 64);
        ulong mask = (ulong)(slots.Length - 1);
        for (ulong at = low & mask; ; at = (at + 1) & mask)
        {
            ref Slot slot = ref slots[at];
            ulong found = Volatile.Read(ref slot.Low);
            if (found == 0 || (found == low && slot.High == high))
            {
                return ref slot;
            }
        }
    }

    private struct Slot
    {
        public ulong Low;
        public ulong High;
        public long IssuedBefore;
        public long Until;
    }
}
