namespace Authz.Server.Issuer;

/// <summary>A misbehaviour of the dev issuer that ends by itself, or when another replaces it.</summary>
internal sealed class IssuerFault : IDisposable
{
    private readonly CancellationTokenSource _end;
    private int _requests;

    public IssuerFault(FaultKind kind, int status, TimeSpan duration, TimeProvider timeProvider)
    {
        Kind = kind;
        Status = status;
        _end = new CancellationTokenSource(duration, timeProvider);
        Ended = _end.Token;
    }

    public FaultKind Kind { get; }

    /// <summary>The status of <see cref="FaultKind.Fail"/> and <see cref="FaultKind.Flap"/>.</summary>
    public int Status { get; }

    public CancellationToken Ended { get; }

    /// <summary>Whether the request counted now is one that <see cref="FaultKind.Flap"/> fails: the first, the third and so on.</summary>
    public bool FlapsNow() => Interlocked.Increment(ref _requests) % 2 == 1;

    /// <summary>Ends the fault and releases its waiters.</summary>
    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
    }
}

/// <summary>How the dev issuer's documents misbehave.</summary>
internal enum FaultKind
{
    /// <summary>An error status in place of the document.</summary>
    Fail,

    /// <summary>No answer at all until the fault is over.</summary>
    Stall,

    /// <summary>One byte of the document per second.</summary>
    Drip,

    /// <summary>Status 200 and a body that is no JSON.</summary>
    Garbage,

    /// <summary>Every second request fails.</summary>
    Flap,
}
