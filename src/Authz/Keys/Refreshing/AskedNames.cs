using System.IO.Hashing;
using System.Security.Cryptography;
using Authz.Tokens;

namespace Authz.Keys.Refreshing;

/// <summary>
/// The names of keys that tokens have asked for, at most 1,024: enough to tell a name that a fetch has answered from one that came
/// later. Only fingerprints are kept, so a stranger's names take no room. Not safe for concurrent use.
/// </summary>
internal sealed class AskedNames
{
    public const int Maximum = 1024;

    // Random, so that nobody can make two names of one fingerprint.
    private static readonly long s_seed = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));

    // At most half full, so that probing ends soon; zero is an empty slot.
    private readonly ulong[] _slots = new ulong[2 * Maximum];
    private int _count;

    /// <summary>What stands for a name, in any of these memories.</summary>
    public static ulong FingerprintOf(KeyReference name) =>
        Math.Max(1, XxHash3.HashToUInt64(name.Name, s_seed ^ (long)name.Kind));

    /// <summary>Adds a name, unless there are too many already.</summary>
    public void Add(ulong fingerprint, int maximum = Maximum)
    {
        int slot = SlotOf(fingerprint);
        if (_count < maximum && _slots[slot] == 0)
        {
            _slots[slot] = fingerprint;
            _count++;
        }
    }

    public bool Contains(ulong fingerprint) => _slots[SlotOf(fingerprint)] == fingerprint;

    public void Clear()
    {
        Array.Clear(_slots);
        _count = 0;
    }

    private int SlotOf(ulong fingerprint)
    {
        int slot = (int)(fingerprint & (ulong)(_slots.Length - 1));
        while (_slots[slot] != 0 && _slots[slot] != fingerprint)
        {
            slot = (slot + 1) & (_slots.Length - 1);
        }

        return slot;
    }
}
