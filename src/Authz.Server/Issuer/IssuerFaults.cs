namespace Authz.Server.Issuer;

/// <summary>The dev issuer's current misbehaviour, if any.</summary>
internal sealed class IssuerFaults(TimeProvider timeProvider) : IDisposable
{
    private IssuerFault? _current;

    public TimeProvider TimeProvider => timeProvider;

    public IssuerFault? Current => Volatile.Read(ref _current) is { Ended.IsCancellationRequested: false } fault ? fault : null;

    public void Begin(FaultKind kind, int status, TimeSpan duration) => Replace(new IssuerFault(kind, status, duration, timeProvider));

    public void Recover() => Replace(null);

    public void Dispose() => Recover();

    private void Replace(IssuerFault? fault) => Interlocked.Exchange(ref _current, fault)?.Dispose();
}
