using System.Diagnostics.CodeAnalysis;
using System.Threading.RateLimiting;

namespace Authz.Server.Gateway.Stages;

/// <summary>
/// The throttle of one route in one stage
/// (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html): a token bucket that fills continuously.
/// </summary>
[SuppressMessage(
    "Design", "CA1001", Justification = "A bucket without a timer holds nothing; requests may still pass when a reload drops it.")]
internal sealed class RouteThrottle
{
    // The service's account limits, for the one of the two that a definition leaves out.
    private const double DefaultRate = 10_000;
    private const int DefaultBurst = 5_000;

    // A limiter's finest period is a tick; this many refills per second stay well above it.
    private const double MaximumRefills = 1_000;

    // The limiter counts whole ticks of 100 ns and drops the rest each time, which at a request a microsecond is a twentieth.
    private static readonly TimeSpan s_refillInterval = TimeSpan.FromMilliseconds(1);

    private readonly TimeProvider _time;
    private readonly TokenBucketRateLimiter? _bucket;
    private long _refilledAt;

    private RouteThrottle(double rate, int burst, TimeProvider timeProvider)
    {
        _time = timeProvider;
        _refilledAt = timeProvider.GetTimestamp();
        if (rate <= 0 || burst <= 0)
        {
            return;
        }

        int tokens = (int)Math.Ceiling(rate / MaximumRefills);
        _bucket = new TokenBucketRateLimiter(new TokenBucketRateLimiterOptions
        {
            TokenLimit = burst,
            TokensPerPeriod = tokens,
            ReplenishmentPeriod = TimeSpan.FromSeconds(tokens / rate),
            QueueLimit = 0,

            // No timer: permits that have accrued are added on the next request.
            AutoReplenishment = false,
        });
    }

    /// <summary>The throttle of a route; null if it has no limits.</summary>
    /// <param name="route">The route's own settings; null for none.</param>
    /// <param name="stage">The stage's default; null for none.</param>
    /// <param name="timeProvider">Decides when to add accrued permits; the limiter's own clock counts them.</param>
    public static RouteThrottle? Create(RouteSettings? route, RouteSettings? stage, TimeProvider timeProvider)
    {
        double? rate = route?.ThrottlingRateLimit ?? stage?.ThrottlingRateLimit;
        int? burst = route?.ThrottlingBurstLimit ?? stage?.ThrottlingBurstLimit;
        return rate is null && burst is null ? null : new RouteThrottle(rate ?? DefaultRate, burst ?? DefaultBurst, timeProvider);
    }

    /// <summary>Whether one request more may pass now.</summary>
    public bool TryPass()
    {
        if (_bucket is null)
        {
            return false;
        }

        long now = _time.GetTimestamp();
        long last = Volatile.Read(ref _refilledAt);
        if (_time.GetElapsedTime(last, now) >= s_refillInterval && Interlocked.CompareExchange(ref _refilledAt, now, last) == last)
        {
            _bucket.TryReplenish();
        }

        using RateLimitLease lease = _bucket.AttemptAcquire();
        return lease.IsAcquired;
    }
}
