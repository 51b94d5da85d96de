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

    // Who has been complete before knows more than who has just started.
    private static readonly TimeSpan s_foundingDelay = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_newcomersDelay = TimeSpan.FromSeconds(8);

    private readonly FleetStore _store;
    private readonly FleetSecret _secret;
    private readonly FleetCounts _counts;
    private readonly RevocationLog _log;
    private readonly LogReader _reader;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private int _isStepping;
    private volatile string? _lastError = "The fleet has not been heard yet.";

    // Below: under the gate. Times in Unix milliseconds.
    private TimeSpan _maximumStaleness = TimeSpan.FromHours(1);
    private Heartbeat? _unmatched;
    private int _unmatchedKey;
    private ulong _number;
    private long _heardAt = long.MinValue / 2;
    private long _joiningSince;
    private bool _isComplete;
    private bool _wasComplete;
    private bool _isAsked;
    private bool _isStarted;

    public FleetRevocations(FleetStore store, FleetSecret secret, FleetCounts counts, Func<CancellationToken, Task> subscribe, TimeProvider time)
        : base(store.Name, time)
    {
        _store = store;
        _secret = secret;
        _counts = counts;
        _log = new RevocationLog(secret);
        _reader = new LogReader(store, secret, counts, subscribe, _log, _gate, time);
        _timer = time.CreateTimer(
            static revocations => _ = ((FleetRevocations)revocations!).StepAsync(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public override RevokedSet Set => _log.Set;

    public override string? LastError => _lastError;

    /// <summary>The number of the last heartbeat that was heard or said.</summary>
    public ulong Number
    {
        get
        {
            lock (_gate)
            {
                return _number;
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
                return _heardAt < 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(_heardAt);
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
                _joiningSince = Now;
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
        await _store.AddAsync([new FleetRecord(record.WrittenAt, message)], cancellationToken).ConfigureAwait(false);
        TakeRecord(message);
        return await _store.PublishAsync(message, cancellationToken).ConfigureAwait(false);
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
            // One of the future may have been kept back until now, and an old one says nothing new. Which of the others came first does
            // not matter: each tells only of its own time.
            long now = Now;
            if (Math.Abs(heartbeat.Time - now) > (heartbeat.Time > now ? Heartbeat.ClockDifference : Heartbeat.Freshness))
            {
                _counts.CountIgnored();
                return;
            }

            if (heartbeat.Number == _number)
            {
                return;
            }

            _number = heartbeat.Number;
            _heardAt = now;
            _unmatchedKey = KeyOf(message);
            _unmatched = heartbeat;
            Match(hasReadAll: false);
        }
    }

    /// <summary>Notes that somebody asks for a heartbeat; with another sum than ours we or they lack something.</summary>
    public void TakeQuestion(ReadOnlySpan<byte> message, Heartbeat question)
    {
        lock (_gate)
        {
            _isAsked = true;
            int key = KeyOf(message);
            if (Math.Abs(question.Time - Now) <= Heartbeat.Freshness
                && (_log.SumAt(key, question.Time) != question.Sum || _log.RecentAt(key, question.Time).Except(question.Recent).Any()))
            {
                _reader.ReadAllNext();
            }
        }
    }

    /// <summary>Notes that messages may have been missed.</summary>
    public void NoteReconnection() => _reader.ReadAllNext();

    public void Dispose() => _timer.Dispose();

    private long Now => Time.GetUtcNow().ToUnixTimeMilliseconds();

    private int KeyOf(ReadOnlySpan<byte> message)
    {
        int key = 0;
        while (key < _secret.Keys.Count - 1 && !_secret.Keys[key].HasSealed(message))
        {
            key++;
        }

        return key;
    }

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
                Match(hasReadAll);
                _isComplete &= Now - (CompleteAt * 1_000) <= _maximumStaleness.TotalMilliseconds;
                isComplete = _isComplete;
            }

            await (isComplete ? BeatIfDueAsync() : JoinAsync()).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            _counts.CountFailure();
            _lastError = $"The store failed: {exception.Message}";
            lock (_gate)
            {
                // Who cannot hear the others must not found a fleet of its own.
                _joiningSince = Now;
            }
        }
        finally
        {
            Volatile.Write(ref _isStepping, 0);
        }
    }
#pragma warning restore CA1031

    // Under the gate: holds the last heartbeat against what is known.
    private void Match(bool hasReadAll)
    {
        if (_log.IsFull)
        {
            _isComplete = false;
            _lastError = $"The fleet has more than {RevokedSet.MaximumEntries} revocations in force.";
            return;
        }

        if (_unmatched is not { } heartbeat)
        {
            return;
        }

        if (_log.SumAt(_unmatchedKey, heartbeat.Time) == heartbeat.Sum && _log.HasRecent(_unmatchedKey, heartbeat.Recent))
        {
            _unmatched = null;
            TakeAsComplete(Math.Min(heartbeat.Time, _reader.ReadAt));
        }
        else if (hasReadAll)
        {
            // The log is read, and the one who spoke knows of others: ask again until they are there.
            _unmatched = null;
            _isComplete = false;
            _joiningSince = Now;
            _lastError = "The store lacks revocations that another replica has.";
        }
        else
        {
            _reader.ReadAllNext();
        }
    }

    private void TakeAsComplete(long time)
    {
        _isComplete = _wasComplete = true;
        _joiningSince = Now;
        _lastError = null;
        Confirm(DateTimeOffset.FromUnixTimeMilliseconds(time));
    }

    private async Task BeatIfDueAsync()
    {
        TimeSpan interval;
        bool isDue;
        lock (_gate)
        {
            interval = _maximumStaleness / 3;

            // Half a step early: it is looked at once a second.
            isDue = Now - _heardAt >= interval.TotalMilliseconds - (StepInterval.TotalMilliseconds / 2);
            interval = _isAsked && !isDue ? StepInterval : interval;
            isDue |= _isAsked;
            _isAsked = false;
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
            TimeSpan delay = _wasComplete ? s_foundingDelay : s_newcomersDelay;
            mayFound = Now - Math.Max(_joiningSince, _heardAt) >= delay.TotalMilliseconds && !_log.IsFull && _reader.HasReadAll;
        }

        if (mayFound && await _store.TryTakeAsync("found", s_foundingDelay, CancellationToken.None).ConfigureAwait(false))
        {
            lock (_gate)
            {
                TakeAsComplete(_reader.ReadAt);
            }

            await BeatAsync().ConfigureAwait(false);
        }
        else if (await _store.TryTakeAsync("ask", StepInterval / 2, CancellationToken.None).ConfigureAwait(false))
        {
            Heartbeat question;
            lock (_gate)
            {
                question = Say(Now, _number);
            }

            byte[] body = question.Write();
            body[0] = Heartbeat.QuestionMark;
            await _store.PublishAsync(_secret.Seal(body), CancellationToken.None).ConfigureAwait(false);
        }
    }

    private Heartbeat Say(long now, ulong number) => new(now, number, _log.SumAt(0, now), _log.RecentAt(0, now));

    private async Task BeatAsync()
    {
        Heartbeat heartbeat;
        lock (_gate)
        {
            long now = Now;
            heartbeat = Say(now, Math.Max(_number + 1, (ulong)now));
            (_number, _heardAt) = (heartbeat.Number, now);
        }

        await _store.PublishAsync(_secret.Seal(heartbeat.Write()), CancellationToken.None).ConfigureAwait(false);
        lock (_gate)
        {
            if (_isComplete)
            {
                _lastError = null;
                Confirm(DateTimeOffset.FromUnixTimeMilliseconds(Math.Min(heartbeat.Time, _reader.ReadAt)));
            }
        }
    }
}
