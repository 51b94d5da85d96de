using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace Authz.Benchmarks.Floors;

/// <summary>The least that a remembered token can cost: hash its characters, find the entry, compare it whole.</summary>
public sealed class LookupFloor
{
    private readonly Dictionary<ulong, string> _entries = [];

    public void Add(string token) => _entries[Hash(token)] = token;

    public bool Contains(string token) => _entries.TryGetValue(Hash(token), out string? found) && token.AsSpan().SequenceEqual(found);

    private static ulong Hash(string token) => XxHash3.HashToUInt64(MemoryMarshal.AsBytes(token.AsSpan()));
}
