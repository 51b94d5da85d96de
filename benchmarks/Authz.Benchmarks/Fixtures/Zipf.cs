namespace Authz.Benchmarks.Fixtures;

/// <summary>Draws from a Zipf distribution: the item of rank r is drawn in proportion to 1 ÷ r^exponent.</summary>
public static class Zipf
{
    /// <summary>The same numbers below <paramref name="items"/> for the same seed.</summary>
    public static int[] Draw(int items, double exponent, int draws, int seed)
    {
        double[] cumulative = new double[items];
        double sum = 0;
        for (int rank = 0; rank < items; rank++)
        {
            sum += Math.Pow(rank + 1, -exponent);
            cumulative[rank] = sum;
        }

        var random = new Random(seed);
        int[] drawn = new int[draws];
        for (int draw = 0; draw < draws; draw++)
        {
            int index = Array.BinarySearch(cumulative, random.NextDouble() * sum);
            drawn[draw] = Math.Min(index < 0 ? ~index : index, items - 1);
        }

        return drawn;
    }
}
