namespace Authz.Tests;

/// <summary>How much memory a call takes on this thread.</summary>
internal static class AllocatedBytes
{
    private const int Attempts = 5;

    /// <summary>The bytes of one call after a first: the least of some, for a collection between two readings moves the count.</summary>
    public static long Of(Action call)
    {
        call();
        long least = long.MaxValue;
        for (int attempt = 0; attempt < Attempts && least > 0; attempt++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            call();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
