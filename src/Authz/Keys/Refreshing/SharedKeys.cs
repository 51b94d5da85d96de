using Authz.Keys.Reading;
using Authz.Keys.Snapshots;
using Authz.Keys.Sources;
using Authz.Sharing;

namespace Authz.Keys.Refreshing;

/// <summary>
/// One issuer's keys in a fleet: whose turn it is to fetch them, and what the others have fetched. Documents are taken only if they are
/// newer: fetched by one who knew ours, or later than ours by more than clocks may differ. So a withdrawn key does not come back with older
/// documents, whoever replays them. Those that a replica starts with may be any that were ever sealed: it fetches within a second.
/// </summary>
internal sealed class SharedKeys : IDisposable
{
    private const string RefreshTurn = "turn";
    private const string DemandTurn = "asked";

    // Who holds a turn, and does not use it, keeps nobody's keys from growing old for longer.
    private static readonly TimeSpan s_longestDeferral = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_proofLimit = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_clockDifference = TimeSpan.FromMilliseconds(Heartbeat.ClockDifference);
    private static readonly TimeSpan s_margin = TimeSpan.FromSeconds(1);

    private readonly KeyPlace _place;
    private readonly KeySource _source;
    private readonly IssuerKeysOptions _options;
    private readonly PublishedKeys _keys;
    private readonly TimeProvider _time;
    private readonly DateTimeOffset _joinedAt;
    private readonly Lock _gate = new();

    // Below: under the gate.
    private DateTimeOffset? _heldAt;
    private SealedKeys? _held;
    private UInt128 _base;
    private long _takings;
    private long _takingsAtTurn;
    private bool _isProven;
    private bool _hasFetched;
    private long? _unprovenSince;
    private long? _deferredSince;
    private long _failureAt;
    private TaskCompletionSource? _told;

    public SharedKeys(KeyPlace place, KeySource source, IssuerKeysOptions options, PublishedKeys keys)
    {
        (_place, _source, _options, _keys, _time) = (place, source, options, keys, options.TimeProvider);
        _joinedAt = _time.GetUtcNow();
        place.Told += Take;
        place.FailureTold += TakeFailure;
        place.Joined += NoteJoined;
    }

    /// <summary>Raised with documents that were taken; by one thread at a time.</summary>
    public event Action<TakenKeys>? Taken;

    /// <summary>Raised when another replica could not fetch, with how often that has happened in a row.</summary>
    public event Action<int>? Failed;

    /// <summary>How long a replica whose turn it is not waits before it asks again.</summary>
    public TimeSpan DeferralDelay
    {
        get
        {
            lock (_gate)
            {
                TimeSpan left = Limit - _time.GetElapsedTime(DeferredSince);
                TimeSpan next = (_keys.IsUsable ? s_clockDifference : s_margin) * (0.5 + (_options.Random.NextDouble() / 2));
                return left < TimeSpan.Zero ? TimeSpan.Zero : left < next ? left : next;
            }
        }
    }

    private TimeSpan TurnLife => _options.FetchTimeout + s_margin;

    private bool HasToProve => !_isProven && !_hasFetched && _unprovenSince is not null;

    // Late enough for the fetch of one that has started at the same time to serve this one too.
    private TimeSpan ProofDue => (s_proofLimit - _time.GetElapsedTime(DeferredSince)) * (0.6 + (_options.Random.NextDouble() * 0.3));

    // Under the gate: how long others may keep this replica from fetching.
    private TimeSpan Limit => HasToProve ? s_proofLimit : _keys.IsUsable ? s_longestDeferral : TurnLife;

    private long DeferredSince => (HasToProve ? _unprovenSince : _deferredSince) ?? _time.GetTimestamp();

    /// <summary>Notes the keys that were in force when this replica started: a file's, or those of a definition before.</summary>
    public void Begin(DateTimeOffset heldAt)
    {
        lock (_gate)
        {
            _heldAt ??= heldAt;
            _unprovenSince ??= _time.GetTimestamp();
        }
    }

    /// <summary>Finds out who fetches. It never throws, and takes the store's calls no longer than their patience.</summary>
    /// <param name="isOnDemand">Whether tokens ask for a key, for which the fleet fetches once in 30 seconds.</param>
    public Task<FleetTurn> TakeTurnAsync(bool isOnDemand) => isOnDemand ? TakeDemandTurnAsync() : TakeRefreshTurnAsync();

    /// <summary>Publishes keys that this replica has fetched.</summary>
    /// <param name="result">The keys and their documents.</param>
    /// <param name="startedAt">When their fetch began.</param>
    /// <returns>Whether other ones were taken meanwhile, so that nobody knows which are newer.</returns>
    public bool Publish(KeyReadResult result, DateTimeOffset startedAt)
    {
        lock (_gate)
        {
            KeyDocuments documents = result.Documents!;
            bool isDoubtful = _takings != _takingsAtTurn
                && _held is { } other && !other.Record.Content.Documents.KeySet.AsSpan().SequenceEqual(documents.KeySet);
            _keys.Publish(result.Keys!, startedAt);
            _held = _place.Seal(new KeyRecord(
                _base, result.MaximumAge, new KeySnapshotContent(_place.Issuer, _place.SourceName, startedAt, documents)));
            _heldAt = startedAt;
            _isProven = true;
            _deferredSince = null;
            return isDoubtful;
        }
    }

    /// <summary>Tells the others what came of a turn.</summary>
    /// <param name="isSuccess">Whether <see cref="Publish"/> was called.</param>
    /// <param name="isOnDemand">Which turn it was.</param>
    /// <param name="startedAt">When the fetch began.</param>
    /// <param name="failures">How many fetches have failed in a row.</param>
    public async Task TellAsync(bool isSuccess, bool isOnDemand, DateTimeOffset startedAt, int failures)
    {
        SealedKeys? held;
        lock (_gate)
        {
            held = _held;
            _failureAt = isSuccess ? _failureAt : startedAt.ToUnixTimeMilliseconds();
        }

        if (isSuccess && held is not null)
        {
            await _place.TellAsync(held).ConfigureAwait(false);
            await _place.KeepAsync(held, _options.MaximumAge).ConfigureAwait(false);
        }
        else if (!isSuccess)
        {
            await _place.TellAsync(new KeyFailure(startedAt.ToUnixTimeMilliseconds(), failures)).ConfigureAwait(false);
        }

        if (!isOnDemand)
        {
            await _place.ReleaseAsync(RefreshTurn).ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        _place.Told -= Take;
        _place.FailureTold -= TakeFailure;
        _place.Joined -= NoteJoined;
        _place.Dispose();
    }

    private long Takings
    {
        get
        {
            lock (_gate)
            {
                return _takings;
            }
        }
    }

    private async Task<FleetTurn> TakeDemandTurnAsync()
    {
        long takings = Takings;
        bool? isOurs = await _place.TryTakeAsync(DemandTurn, RefreshBudget.Interval).ConfigureAwait(false);
        if (isOurs != false)
        {
            return Lead(isOurs is null ? FleetTurn.Alone : FleetTurn.Leader);
        }

        await ReadAsync().ConfigureAwait(false);

        // As long as a request waits for a fetch: it is another replica's.
        return await WaitToBeToldAsync(takings, KeyWait.RefreshLimit).ConfigureAwait(false) ? FleetTurn.Taken : FleetTurn.Deferred;
    }

    private async Task<FleetTurn> TakeRefreshTurnAsync()
    {
        long takings = Takings;
        while (true)
        {
            await ReadAsync().ConfigureAwait(false);
            if (Takings != takings)
            {
                return FleetTurn.Taken;
            }

            bool? isOurs = await _place.TryTakeAsync(RefreshTurn, TurnLife).ConfigureAwait(false);
            if (isOurs != false || IsDeferredForTooLong())
            {
                return Lead(isOurs == true ? FleetTurn.Leader : FleetTurn.Alone);
            }

            // Without keys requests wait for this.
            if (_keys.IsUsable || await WaitToBeToldAsync(takings, DeferralDelay).ConfigureAwait(false))
            {
                return Takings != takings ? FleetTurn.Taken : FleetTurn.Deferred;
            }
        }
    }

    private FleetTurn Lead(FleetTurn turn)
    {
        lock (_gate)
        {
            _base = _held?.Id ?? default;
            _takingsAtTurn = _takings;
            _hasFetched = true;
            _deferredSince = null;
            return turn;
        }
    }

    private bool IsDeferredForTooLong()
    {
        lock (_gate)
        {
            _deferredSince ??= _time.GetTimestamp();
            return _time.GetElapsedTime(DeferredSince) >= Limit;
        }
    }

    private async Task<bool> WaitToBeToldAsync(long takings, TimeSpan limit)
    {
        TaskCompletionSource told = new();
        lock (_gate)
        {
            if (_takings != takings)
            {
                return true;
            }

            _told = told;
        }

        await told.Task.WaitAsync(limit, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return Takings != takings;
    }

    private async Task<SealedKeys?> ReadAsync()
    {
        SealedKeys? stored = await _place.ReadAsync().ConfigureAwait(false);
        if (stored is not null)
        {
            Take(stored);
        }

        return stored;
    }

    // Messages may have been missed, and the store may have lost what it had.
    private void NoteJoined() => _ = JoinAsync();

    private async Task JoinAsync()
    {
        SealedKeys? stored = await ReadAsync().ConfigureAwait(false);
        SealedKeys? held;
        lock (_gate)
        {
            held = _isProven && stored?.Id != _held?.Id ? _held : null;
        }

        if (held is not null && await _place.TryTakeAsync("kept", s_clockDifference).ConfigureAwait(false) == true)
        {
            await _place.KeepAsync(held, _options.MaximumAge).ConfigureAwait(false);
        }
    }

    private void Take(SealedKeys told)
    {
        TaskCompletionSource? waiting;
        lock (_gate)
        {
            if (told.Id == _held?.Id)
            {
                return;
            }

            DateTimeOffset now = _time.GetUtcNow();
            DateTimeOffset fetchedAt = told.Record.Content.FetchedAt;
            if (!IsNewer(told.Record) || fetchedAt > now + s_clockDifference || now - fetchedAt >= _options.MaximumAge
                || _source.Restore(told.Record.Content.Documents) is not { Keys: not null } read)
            {
                _place.CountIgnored();
                return;
            }

            _keys.Publish(read.Keys, fetchedAt < now ? fetchedAt : now);
            (_held, _heldAt) = (told, fetchedAt);
            _isProven |= fetchedAt >= _joinedAt;
            _unprovenSince ??= _time.GetTimestamp();
            _deferredSince = null;
            _takings++;
            _place.CountTaken();
            Taken?.Invoke(new TakenKeys(told.Record, read, _isProven, HasToProve ? ProofDue : null));
            (waiting, _told) = (_told, null);
        }

        waiting?.TrySetResult();
    }

    // Under the gate.
    private bool IsNewer(KeyRecord record) =>
        _heldAt is not { } heldAt
        || record.Content.FetchedAt > heldAt + s_clockDifference
        || (_held is { } held && record.Base == held.Id);

    private void TakeFailure(KeyFailure failure)
    {
        lock (_gate)
        {
            // Who has not tried itself must not be kept from it.
            if ((!_isProven && !_hasFetched) || failure.Time == _failureAt)
            {
                return;
            }

            long now = _time.GetUtcNow().ToUnixTimeMilliseconds();
            if (failure.Time < _failureAt || Math.Abs(failure.Time - now) > KeyFailure.Freshness || failure.Time < _heldAt?.ToUnixTimeMilliseconds())
            {
                _place.CountIgnored();
                return;
            }

            _failureAt = failure.Time;
            Failed?.Invoke(failure.Failures);
        }
    }
}
