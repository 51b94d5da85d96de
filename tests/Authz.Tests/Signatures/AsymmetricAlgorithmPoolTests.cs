using System.Security.Cryptography;
using Authz.Signatures;

namespace Authz.Tests.Signatures;

public sealed class AsymmetricAlgorithmPoolTests
{
    private readonly List<CountedAlgorithm> _made = [];
    private readonly AsymmetricAlgorithmPool<AsymmetricAlgorithm> _pool;

    public AsymmetricAlgorithmPoolTests() => _pool = new AsymmetricAlgorithmPool<AsymmetricAlgorithm>(Make);

    [Fact]
    public void Makes_TheFirstObject_AtOnce() => Assert.Single(_made);

    [Fact]
    public void Serves_TheSameObject_WhenItIsReturned()
    {
        AsymmetricAlgorithm first = _pool.Borrow();
        _pool.Return(first);

        Assert.Same(first, _pool.Borrow());
        Assert.Single(_made);
    }

    [Fact]
    public void Serves_NoObject_ToTwoBorrowersAtOnce()
    {
        AsymmetricAlgorithm[] borrowed = [.. Enumerable.Range(0, 3 * Environment.ProcessorCount).Select(_ => _pool.Borrow())];
        Assert.Equal(borrowed.Length, borrowed.Distinct().Count());
    }

    [Fact]
    public void Keeps_AsManyAsThereAreProcessors_AndDisposesTheRest()
    {
        AsymmetricAlgorithm[] borrowed = [.. Enumerable.Range(0, Environment.ProcessorCount + 2).Select(_ => _pool.Borrow())];
        Array.ForEach(borrowed, _pool.Return);

        Assert.Equal(2, _made.Count(key => key.IsDisposed));
        Assert.All(_made.Take(Environment.ProcessorCount), key => Assert.False(key.IsDisposed));
        Assert.All(Enumerable.Range(0, Environment.ProcessorCount), _ => Assert.False(((CountedAlgorithm)_pool.Borrow()).IsDisposed));
        Assert.Equal(Environment.ProcessorCount + 2, _made.Count);
    }

    private CountedAlgorithm Make()
    {
        var made = new CountedAlgorithm();
        _made.Add(made);
        return made;
    }

    private sealed class CountedAlgorithm : AsymmetricAlgorithm
    {
        public bool IsDisposed { get; private set; }

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }
}
