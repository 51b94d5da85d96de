namespace Authz.Keys.Refreshing;

/// <summary>When a remote source is fetched next. Random parts keep a fleet from fetching in step.</summary>
internal static class RefreshSchedule
{
    public static readonly TimeSpan ShortestInterval = TimeSpan.FromMinutes(5);
    public static readonly TimeSpan LongestInterval = TimeSpan.FromHours(1);
    public static readonly TimeSpan LongestBackOff = TimeSpan.FromMinutes(5);

    // 2^9 seconds exceed the longest back-off; beyond that the exponent must not grow.
    private const int LargestExponent = 9;

    /// <summary>The server's max-age between five minutes and an hour, or else an hour; less a random tenth.</summary>
    /// <param name="maximumAge">The response's max-age.</param>
    /// <param name="random">0 to 1.</param>
    public static TimeSpan AfterSuccess(TimeSpan? maximumAge, double random)
    {
        TimeSpan interval = maximumAge ?? LongestInterval;
        interval = interval < ShortestInterval ? ShortestInterval : interval > LongestInterval ? LongestInterval : interval;
        return interval * (1 - random / 10);
    }

    /// <summary>1 to 2 seconds after the first failure, doubled with each further one, at most five minutes.</summary>
    /// <param name="failures">Failures in a row, at least 1.</param>
    /// <param name="random">0 to 1.</param>
    public static TimeSpan AfterFailure(int failures, double random)
    {
        TimeSpan longest = TimeSpan.FromSeconds(1 << Math.Min(failures, LargestExponent));
        longest = longest < LongestBackOff ? longest : LongestBackOff;
        return longest * (1 - random / 2);
    }
}
