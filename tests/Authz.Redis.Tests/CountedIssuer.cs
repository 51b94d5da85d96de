namespace Authz.Redis.Tests;

/// <summary>Counts how often an issuer's discovery document is asked for, and fails while it is told to.</summary>
internal sealed class CountedIssuer : DelegatingHandler
{
    private int _fetches;

    public CountedIssuer()
        : base(RedisReplica.CreateIssuer())
    {
    }

    public int Fetches => Volatile.Read(ref _fetches);

    public bool IsDown { get; set; }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri!.AbsolutePath.Contains("/.well-known/openid-configuration", StringComparison.Ordinal))
        {
            Interlocked.Increment(ref _fetches);
        }

        return IsDown ? throw new HttpRequestException("connection refused") : base.SendAsync(request, cancellationToken);
    }
}
