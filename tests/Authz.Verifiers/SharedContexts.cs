using System.Security.Cryptography;
using Authz.Signatures.OpenSsl;

namespace Authz.Verifiers;

/// <summary>The contexts of one key, which wander between threads; now and then some are thrown away, as when a key is rotated.</summary>
internal sealed class SharedContexts(KeyCases cases)
{
    private const int Lifetime = 20_000;

    private readonly Entry?[] _idle = new Entry?[3];

    public SignatureVerdict Verify(SignatureCase one)
    {
        Entry entry = Borrow();
        SignatureVerdict verdict = entry.Contexts.Verify(one.Algorithm, one.Digest, one.Signature);
        if (++entry.Uses == Lifetime)
        {
            entry.Dispose();
        }
        else
        {
            Return(entry);
        }

        return verdict;
    }

    private Entry Borrow()
    {
        for (int slot = 0; slot < _idle.Length; slot++)
        {
            if (Interlocked.Exchange(ref _idle[slot], null) is { } entry)
            {
                return entry;
            }
        }

        return new Entry(cases.Open());
    }

    // Into the last free place, while they are taken from the first: the next to come gets another one.
    private void Return(Entry entry)
    {
        for (int slot = _idle.Length - 1; slot >= 0; slot--)
        {
            if (Interlocked.CompareExchange(ref _idle[slot], entry, null) is null)
            {
                return;
            }
        }

        entry.Dispose();
    }

    private sealed class Entry(AsymmetricAlgorithm key) : IDisposable
    {
        public KeptContexts Contexts { get; } = new(key);

        public int Uses { get; set; }

        public void Dispose()
        {
            Contexts.Dispose();
            key.Dispose();
        }
    }
}
