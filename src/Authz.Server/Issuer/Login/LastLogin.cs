namespace Authz.Server.Issuer.Login;

/// <summary>Who signed in on the page last: the session that a client without a page (<c>prompt=none</c>) finds. It has no cookie.</summary>
internal sealed class LastLogin
{
    private readonly Lock _change = new();
    private (string Subject, DateTimeOffset At)? _last;

    public void Remember(string subject, DateTimeOffset at)
    {
        lock (_change)
        {
            _last = (subject, at);
        }
    }

    /// <summary>The session, unless it is older than allowed.</summary>
    public (string Subject, DateTimeOffset At)? Find(TimeSpan? maximumAge, DateTimeOffset now)
    {
        lock (_change)
        {
            return _last is { } last && (maximumAge is not { } age || now - last.At <= age) ? last : null;
        }
    }
}
