using System.Buffers.Binary;
using System.IO.Hashing;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Authz.Tokens;

namespace Authz.Json;

/// <summary>The member names seen so far in an object and in the objects around it, so that no name occurs twice in one object.</summary>
internal ref struct JsonNameScopes
{
    /// <summary>How many names may be in scope at once.</summary>
    public const int MaximumNames = 256;

    private const int MaximumEscapedNameLength = 512;
    private const int LengthShift = 56;
    private const ulong LongName = 0xFFUL << LengthShift;

    private static readonly long s_seed = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));

    private readonly Span<ulong> _names;
    private int _count;
    private int _start;
    private ulong _bits;

    /// <param name="names">Scratch space of <see cref="MaximumNames"/> entries.</param>
    public JsonNameScopes(Span<ulong> names) => _names = names;

    /// <summary>Begins an object; false if too many names are in scope.</summary>
    public bool TryOpen()
    {
        if (_count == _names.Length)
        {
            return false;
        }

        // The names of the surrounding object stay below this mark until the new object ends.
        _names[_count++] = (ulong)_start;
        _start = _count;
        return true;
    }

    /// <summary>Ends the innermost object.</summary>
    public void Close()
    {
        _count = _start - 1;
        _start = (int)_names[_count];
    }

    /// <summary>Adds a name; false if the object has it already, or too many names are in scope.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryEnter(ReadOnlySpan<byte> json, int start, int length, bool isEscaped)
    {
        if (length >= sizeof(ulong) || isEscaped || start + sizeof(ulong) > json.Length)
        {
            return TryEnterUnusual(json.Slice(start, length), isEscaped);
        }

        // A short name is its own fingerprint: its bytes, and its length above them.
        ulong bytes = BinaryPrimitives.ReadUInt64LittleEndian(json[start..]) & ((1UL << (8 * length)) - 1);
        return TryEnter(bytes | ((ulong)length << LengthShift));
    }

    private bool TryEnterUnusual(ReadOnlySpan<byte> name, bool isEscaped)
    {
        if (!isEscaped)
        {
            return TryEnter(Fingerprint(name));
        }

        Span<byte> plain = stackalloc byte[MaximumEscapedNameLength];
        return name.Length <= plain.Length && TryEnter(Fingerprint(plain[..JsonText.Unescape(name, plain)]));
    }

    private bool TryEnter(ulong fingerprint)
    {
        // A name whose bit is not set yet needs no search.
        ulong bit = 1UL << (int)(BitOperations.Crc32C(0, fingerprint) & 63);
        bool isKnown = (_bits & bit) != 0 && _names[_start.._count].Contains(fingerprint);
        if (isKnown || _count == _names.Length)
        {
            return false;
        }

        _bits |= bit;
        _names[_count++] = fingerprint;
        return true;
    }

    // Long names are taken to be equal when their seeded hashes are; a collision can only refuse.
    private static ulong Fingerprint(scoped ReadOnlySpan<byte> name)
    {
        if (name.Length >= sizeof(ulong))
        {
            return XxHash3.HashToUInt64(name, s_seed) | LongName;
        }

        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        bytes.Clear();
        name.CopyTo(bytes);
        return BinaryPrimitives.ReadUInt64LittleEndian(bytes) | ((ulong)name.Length << LengthShift);
    }
}
