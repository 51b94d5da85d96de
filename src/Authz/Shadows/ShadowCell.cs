using System.Numerics;

namespace Authz.Shadows;

/// <summary>The requests of one route that differ for one reason.</summary>
internal sealed class ShadowCell
{
    private const int MaximumSamples = 16;

    private long _count;
    private volatile IReadOnlyList<ShadowSample> _samples = [];

    /// <summary>Their number.</summary>
    public long Total => Interlocked.Read(ref _count);

    /// <summary>Samples that differ from each other, the first ones seen.</summary>
    public IReadOnlyList<ShadowSample> Samples => _samples;

    /// <summary>Counts one more; the number that it is.</summary>
    public long Count() => Interlocked.Increment(ref _count);

    /// <summary>Whether the request of this number is a sample: ever more rarely, so that late ones are seen too, at no cost.</summary>
    public static bool TakesSample(long count) => BitOperations.IsPow2(count);

    public void Add(ShadowSample sample)
    {
        // Two at once may lose one of them, which is a sample only.
        IReadOnlyList<ShadowSample> samples = _samples;
        if (samples.Count < MaximumSamples && !samples.Contains(sample))
        {
            _samples = [.. samples, sample];
        }
    }
}
