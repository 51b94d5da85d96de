using Authz.Sharing;

namespace Authz;

/// <summary>
/// The replicas that share a store and a secret, as one of them sees it: they fetch an issuer's keys as one, and revocations reach all of
/// them within a second. With the store gone each goes on alone. One instance serves a whole process; its owner disposes it after the engines that use it.
/// </summary>
public sealed class Fleet : IDisposable
{
    private readonly FleetStore _store;
    private readonly FleetSecret _secret;
    private readonly FleetCounts _counts = new();
    private readonly FleetMetrics _metrics;
    private readonly Lock _gate = new();
    private Task? _subscription;

    /// <summary>Joins the fleet once an engine asks something of it.</summary>
    /// <param name="store">What the replicas share; the caller disposes it.</param>
    /// <param name="secret">What they know and the store does not.</param>
    /// <param name="timeProvider">The clock; null for the system's. Clocks of replicas may differ by five seconds.</param>
    public Fleet(FleetStore store, FleetSecret secret, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(secret);
        _store = store;
        _secret = secret;
        timeProvider ??= TimeProvider.System;
        Revocations = new FleetRevocations(store, secret, _counts, SubscribeAsync, timeProvider);
        Keys = new FleetKeys(store, secret, _counts, SubscribeAsync, timeProvider);
        Proofs = new FleetProofs(store, secret, _counts, timeProvider);
        _metrics = new FleetMetrics(() => Status);
        store.Received += Receive;
        store.Reconnected += Revocations.NoteReconnection;
        store.Reconnected += Keys.NoteReconnection;
    }

    /// <summary>The fleet as this replica sees it, for operators.</summary>
    public FleetStatus Status => new()
    {
        Store = _store.Name,
        IsConnected = _store.IsConnected,
        LastHeartbeat = Revocations.HeardAt,
        Lag = Revocations.Lag,
        HeartbeatNumber = Revocations.Number,
        IgnoredMessages = _counts.Ignored,
        FailedCalls = _counts.Failures,
        TakenKeyDocuments = _counts.TakenKeys,
        UncheckedProofs = _counts.UncheckedProofs,
    };

    internal FleetRevocations Revocations { get; }

    internal FleetKeys Keys { get; }

    internal FleetProofs Proofs { get; }

    /// <summary>
    /// Revokes tokens at every replica. When the task has ended the store has the entry, and each replica that hears the store was told.
    /// While no replica hears it and no other server of the store has a copy, that is tried again for five seconds.
    /// </summary>
    /// <returns>
    /// How many replicas were told, as far as the store knows; the others find the entry within a second. 0 means that only the store has
    /// it: revoke again if the store may lose it before a replica has read it.
    /// </returns>
    /// <exception cref="ArgumentException">The entry names nothing, or is too long.</exception>
    /// <exception cref="Exception">The store cannot be reached: the entry may not be in it.</exception>
    public Task<long> RevokeAsync(RevocationEntry entry, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return Revocations.AddAsync(entry, cancellationToken);
    }

    /// <summary>Leaves the fleet.</summary>
    public void Dispose()
    {
        _store.Received -= Receive;
        _store.Reconnected -= Revocations.NoteReconnection;
        _store.Reconnected -= Keys.NoteReconnection;
        Revocations.Dispose();
        Keys.Dispose();
        _metrics.Dispose();
    }

    private Task SubscribeAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            // A failed attempt is made again by whoever asks next.
            if (_subscription is null or { IsFaulted: true } or { IsCanceled: true })
            {
                _subscription = _store.SubscribeAsync(cancellationToken);
            }

            return _subscription;
        }
    }

    // Anybody who can write to the store can send anything.
    private void Receive(ReadOnlyMemory<byte> message)
    {
        if (!_secret.TryOpen(message.Span, out ReadOnlySpan<byte> body) || body.IsEmpty)
        {
            _counts.CountIgnored();
            return;
        }

        switch (body[0])
        {
            case RevocationRecord.Mark:
                Revocations.TakeRecord(message);
                break;
            case Heartbeat.Mark when Heartbeat.Read(body) is { } heartbeat:
                Revocations.TakeHeartbeat(message.Span, heartbeat);
                break;
            case Heartbeat.QuestionMark when Heartbeat.Read(body) is { } question:
                Revocations.TakeQuestion(message.Span, question);
                break;
            case KeyRecord.Mark or KeyFailure.Mark:
                Keys.Hear(message, body);
                break;
            default:
                _counts.CountIgnored();
                break;
        }
    }
}
