using Authz.Tokens;

namespace Authz.Revoking;

/// <summary>Times of revocations in whole seconds, rounded up as <c>iat</c> is: none is missed for a fraction.</summary>
internal static class RevocationTime
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>The first whole second not before a moment in nanoseconds since 1970; false if tokens cannot have it.</summary>
    public static bool TryRoundUp(Int128 nanoseconds, out long seconds)
    {
        bool isInRange = nanoseconds >= 0 && nanoseconds <= (Int128)NumericDate.Maximum * NanosecondsPerSecond;
        seconds = isInRange ? (long)((nanoseconds + NanosecondsPerSecond - 1) / NanosecondsPerSecond) : 0;
        return isInRange;
    }

    /// <inheritdoc cref="TryRoundUp"/>
    public static long RoundUp(DateTimeOffset time) =>
        time.ToUnixTimeSeconds() + (time.UtcTicks % TimeSpan.TicksPerSecond == 0 ? 0 : 1);
}
