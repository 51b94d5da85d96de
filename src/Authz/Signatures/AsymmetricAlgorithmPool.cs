namespace Authz.Signatures;

/// <summary>Platform objects for one key, made as needed: at most as many as there are processors.</summary>
internal sealed class AsymmetricAlgorithmPool<TKey>
    where TKey : class, IDisposable
{
    private readonly Func<TKey> _create;
    private readonly TKey?[] _idle = new TKey?[Environment.ProcessorCount];

    /// <summary>Makes the first object at once, so that a key which the platform refuses is known here and not on a request.</summary>
    public AsymmetricAlgorithmPool(Func<TKey> create)
    {
        _create = create;
        _idle[0] = create();
    }

    public TKey Borrow()
    {
        for (int slot = 0; slot < _idle.Length; slot++)
        {
            if (_idle[slot] is not null && Interlocked.Exchange(ref _idle[slot], null) is { } key)
            {
                return key;
            }
        }

        return _create();
    }

    /// <summary>Returns an object; a surplus one is disposed.</summary>
    public void Return(TKey key)
    {
        for (int slot = 0; slot < _idle.Length; slot++)
        {
            if (_idle[slot] is null && Interlocked.CompareExchange(ref _idle[slot], key, null) is null)
            {
                return;
            }
        }

        key.Dispose();
    }
}
