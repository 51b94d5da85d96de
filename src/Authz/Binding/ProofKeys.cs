namespace Authz.Binding;

/// <summary>
/// Keys of proofs that were accepted, so that each is read once. Bounded: a new key takes the place of another of its set. Readers take no
/// lock: an entry never changes.
/// </summary>
internal sealed class ProofKeys
{
    private const int Sets = 1_024;
    private const int Ways = 4;

    private readonly ProofKey?[] _keys = new ProofKey?[Sets * Ways];
    private int _turn;

    /// <summary>The key with this thumbprint; null if it is not kept.</summary>
    public ProofKey? Find(Thumbprint thumbprint)
    {
        int start = StartOf(thumbprint);
        for (int place = start; place < start + Ways; place++)
        {
            if (Volatile.Read(ref _keys[place]) is { } key && key.Thumbprint == thumbprint)
            {
                return key;
            }
        }

        return null;
    }

    public void Keep(ProofKey key)
    {
        int start = StartOf(key.Thumbprint);
        int place = start;
        while (place < start + Ways && Volatile.Read(ref _keys[place]) is { } other && other.Thumbprint != key.Thumbprint)
        {
            place++;
        }

        // A race only costs an entry, which is read again.
        place = place < start + Ways ? place : start + (Interlocked.Increment(ref _turn) & (Ways - 1));
        Volatile.Write(ref _keys[place], key);
    }

    // A thumbprint is a hash: its bits are spread already.
    private static int StartOf(Thumbprint thumbprint) => (int)(thumbprint.First % Sets) * Ways;
}
