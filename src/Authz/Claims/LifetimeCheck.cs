using Authz.Tokens;

namespace Authz.Claims;

/// <summary>Compares a token's times with the clock.</summary>
internal static class LifetimeCheck
{
    /// <summary>Whether the token is in force; on false <paramref name="reason"/> says why not.</summary>
    /// <param name="times">The token's times.</param>
    /// <param name="now">Seconds since 1970.</param>
    /// <param name="skew">Seconds by which the issuer's clock may differ from ours.</param>
    /// <param name="reason">Why the token is refused.</param>
    public static bool IsInForce(in TokenTimes times, long now, long skew, out RefusalReason reason)
    {
        reason = Judge(times, now, skew);
        return reason == RefusalReason.Undecided;
    }

    // The skew moves our clock, never the token's numbers, which are the sender's.
    private static RefusalReason Judge(in TokenTimes times, long now, long skew)
    {
        if (times.Expires is not { } expires)
        {
            return RefusalReason.ClaimMissing;
        }

        // RFC 7519 section 4.1.4: not on or after exp.
        if (now - skew >= expires)
        {
            return RefusalReason.TokenExpired;
        }

        // RFC 7519 section 4.1.5; a token that is valid at no time is refused at every time.
        if (times.NotBefore is { } notBefore && (notBefore > now + skew || notBefore > expires))
        {
            return RefusalReason.TokenNotYetValid;
        }

        // RFC 7519 section 4.1.6 does not ask for this; the service does it, and a token from the future means a wrong clock.
        return times.IssuedAt > now + skew ? RefusalReason.TokenNotYetValid : RefusalReason.Undecided;
    }
}
