using Authz.Revoking;

namespace Authz.Sharing;

/// <summary>
/// The fleet's revocations at this replica. Records are taken wherever they are seen, because one that is sealed can only refuse. Whether
/// they are all is another question, which the heartbeats answer: a replica that has them all says what they add up to; who finds another
/// sum reads the whole log, gives back what the log has lost, and asks again. Silence is not absence: without an answer the source grows old.
/// </summary>
internal sealed class FleetRevocations : RevocationSource, IDisposable
{
    public static readonly TimeSpan StepInterval = TimeSpan.FromSeconds(1);

    /// <summary>For how long a record that only one server has is told again.</summary>
    public static readonly TimeSpan Persistence = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan s_askAgain = TimeSpan.FromMilliseconds(250);

    private readonly FleetStore _store;
    private readonly FleetSecret _secret;
    private readonly FleetCounts _counts;
    private readonly RevocationLog _log;
    private readonly LogReader _reader;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private int _isStepping;

    // Below: under the gate.
    private readonly Completeness _completeness;
    private TimeSpan _maximumStaleness = TimeSpan.FromHours(1);
    private bool _isStarted;

    public FleetRevocations(FleetStore store, FleetSecret secret, FleetCounts counts, Func<CancellationToken, Task> subscribe, TimeProvider time)
        : base(store.Name, time)
    {
        _store = store;
        _secret = secret;
        _counts = counts;
        _log = new RevocationLog(secret);
        _reader = new LogReader(store, secret, counts, subscribe, _log, _gate, time);
        _completeness = new Completeness(secret, counts, _log, _reader, Confirm);
        _timer = time.CreateTimer(
            static revocations => _ = ((FleetRevocations)revocations!).StepAsync(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public override RevokedSet Set => _log.Set;

    public override string? LastError => _completeness.LastError;

    /// <summary>The number of the last heartbeat that was heard or said.</summary>
    public ulong Number
    {
        get
        {
            lock (_gate)
            {
                return _completeness.Number;
            }
        }
    }

    /// <summary>When the last heartbeat was heard or said; null if none was.</summary>
    public DateTimeOffset? HeardAt
    {
        get
        {
            lock (_gate)
            {
                return _completeness.HeardAt < 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(_completeness.HeardAt);
            }
        }
    }

    /// <summary>How long ago the reading of the log that last succeeded began; null if none has.</summary>
    public TimeSpan? Lag => _reader.ReadAt is > 0 and long readAt ? TimeSpan.FromMilliseconds(Math.Max(0, Now - readAt)) : null;

    /// <summary>Begins to follow the fleet, for an authorizer that relies on it for so long.</summary>
    public void Follow(TimeSpan maximumStaleness)
    {
        lock (_gate)
        {
            _maximumStaleness = maximumStaleness < _maximumStaleness ? maximumStaleness : _maximumStaleness;
            if (!_isStarted)
            {
                _isStarted = true;
                _completeness.Join(Now);
                _timer.Change(TimeSpan.Zero, StepInterval);
            }
        }
    }

    /// <summary>Revokes: the record is in the store when this ends, and every replica that hears the store has been told.</summary>
    /// <returns>How many replicas were told, as far as the store knows.</returns>
    public async Task<long> AddAsync(RevocationEntry entry, CancellationToken cancellationToken)
    {
        RevocationRecord record = RevocationRecord.Of(entry, Time.GetUtcNow());
        byte[] message = _secret.Seal(record.Write());
        long startedAt = Time.GetTimestamp();
        while (true)
        {
            long copies = await _store.AddAsync([new FleetRecord(record.WrittenAt, message)], cancellationToken).ConfigureAwait(false);
            TakeRecord(message);
            long told = await _store.PublishAsync(message, cancellationToken).ConfigureAwait(false);

            // What one server has and nobody else dies with it; after a failover the replicas come back within seconds.
            if (copies + told > 0 || Time.GetElapsedTime(startedAt) >= Persistence)
            {
                return told;
            }

            await Task.Delay(s_askAgain, Time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Takes a sealed record.</summary>
    public void TakeRecord(ReadOnlyMemory<byte> message)
    {
        lock (_gate)
        {
            if (_secret.TryOpen(message.Span, out ReadOnlySpan<byte> body))
            {
                _log.Add(message.Span, body, Now / 1_000, out _);
            }
        }
    }

    /// <summary>Takes what another replica, or this one, has said.</summary>
    public void TakeHeartbeat(ReadOnlySpan<byte> message, Heartbeat heartbeat)
    {
        lock (_gate)
        {
            _completeness.Hear(message, heartbeat, Now);
        }
    }

    /// <summary>Notes that somebody asks for a heartbeat.</summary>
    public void TakeQuestion(ReadOnlySpan<byte> message, Heartbeat question)
    {
        lock (_gate)
        {
            _completeness.HearQuestion(message, question, Now);
        }
    }

    /// <summary>Notes that messages may have been missed.</summary>
    public void NoteReconnection() => _reader.ReadAllNext();

    public void Dispose() => _timer.Dispose();

    private long Now => Time.GetUtcNow().ToUnixTimeMilliseconds();

    // Whatever a store throws costs one step; the next one comes in a second.
#pragma warning disable CA1031
    private async Task StepAsync()
    {
        CorrectAge();
        if (Interlocked.Exchange(ref _isStepping, 1) != 0)
        {
            return;
        }

        try
        {
            bool hasReadAll = await _reader.ReadAsync(CancellationToken.None).ConfigureAwait(false);
            bool isComplete;
            lock (_gate)
            {
                _log.Prune(Now / 1_000);
                _completeness.Match(hasReadAll, Now);
                _completeness.IsComplete &= Now - (CompleteAt * 1_000) <= _maximumStaleness.TotalMilliseconds;
                isComplete = _completeness.IsComplete;
            }

            await (isComplete ? BeatIfDueAsync() : JoinAsync()).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            _counts.CountFailure();
            _completeness.Fail($"The store failed: {exception.Message}");
            lock (_gate)
            {
                _completeness.Join(Now);
            }
        }
        finally
        {
            Volatile.Write(ref _isStepping, 0);
        }
    }
#pragma warning restore CA1031

    private async Task BeatIfDueAsync()
    {
        TimeSpan interval;
        bool isDue;
        lock (_gate)
        {
            interval = _maximumStaleness / 3;
            isDue = _completeness.TakeDue(interval, StepInterval, Now, out bool isAnswer);
            interval = isAnswer ? StepInterval : interval;
        }

        if (isDue && await _store.TryTakeAsync("beat", interval / 2, CancellationToken.None).ConfigureAwait(false))
        {
            await BeatAsync().ConfigureAwait(false);
        }
    }

    private async Task JoinAsync()
    {
        bool mayFound;
        lock (_gate)
        {
            mayFound = _completeness.MayFound(Now);
        }

        if (mayFound && await _store.TryTakeAsync("found", Completeness.FoundingDelay, CancellationToken.None).ConfigureAwait(false))
        {
            lock (_gate)
            {
                _completeness.Found(Now);
            }

            await BeatAsync().ConfigureAwait(false);
        }
        else if (await _store.TryTakeAsync("ask", StepInterval / 2, CancellationToken.None).ConfigureAwait(false))
        {
            byte[] body;
            lock (_gate)
            {
                body = _completeness.Ask(Now).Write();
            }

            body[0] = Heartbeat.QuestionMark;
            await _store.PublishAsync(_secret.Seal(body), CancellationToken.None).ConfigureAwait(false);
        }
    }

    private async Task BeatAsync()
    {
        Heartbeat heartbeat;
        lock (_gate)
        {
            heartbeat = _completeness.Speak(Now);
        }

        await _store.PublishAsync(_secret.Seal(heartbeat.Write()), CancellationToken.None).ConfigureAwait(false);
        lock (_gate)
        {
            if (_completeness.IsComplete)
            {
                _completeness.Recover();
                Confirm(DateTimeOffset.FromUnixTimeMilliseconds(Math.Min(heartbeat.Time, _reader.ReadAt)));
            }
        }
    }
}
