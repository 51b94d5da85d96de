namespace Authz.Shadows;

/// <summary>A count that many threads raise at once without waiting for each other.</summary>
internal sealed class StripedCount
{
    private const int Stripes = 16;

    // Each in a cache line of its own.
    private const int Stride = 16;

    private readonly long[] _counts = new long[Stripes * Stride];

    /// <summary>The sum; exact once nobody counts.</summary>
    public long Value
    {
        get
        {
            long sum = 0;
            for (int stripe = 0; stripe < Stripes; stripe++)
            {
                sum += Interlocked.Read(ref _counts[stripe * Stride]);
            }

            return sum;
        }
    }

    public void Add() => Interlocked.Increment(ref _counts[(Environment.CurrentManagedThreadId & (Stripes - 1)) * Stride]);
}
