using Authz.Keys.Reading;
using Authz.Keys.Snapshots;
using Authz.Keys.Sources;
using Authz.Sharing;

namespace Authz.Keys.Refreshing;

/// <summary>
/// One issuer's keys in a fleet: what this replica has, and what the others have fetched. Documents are taken only if they are newer:
/// fetched by one who knew ours, or later than ours by more than clocks may differ. So a withdrawn key does not come back with older
/// documents, whoever replays them. Those that a replica starts with may be any that were ever sealed: it fetches within a second.
/// </summary>
internal sealed class SharedKeys : IDisposable
{
    private static readonly TimeSpan s_proofLimit = TimeSpan.FromSeconds(1);

    // Late enough for the fetch of one that has started at the same time to serve this one too.
    private static readonly TimeSpan s_rest = s_proofLimit * 0.6;
    private static readonly TimeSpan s_clockDifference = TimeSpan.FromMilliseconds(Heartbeat.ClockDifference);

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
    private long _takingsAtFetch;
    private bool _isProven;
    private bool _hasFetched;
    private long? _unprovenSince;
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

    /// <summary>How many documents were taken.</summary>
    public long Takings
    {
        get
        {
            lock (_gate)
            {
                return _takings;
            }
        }
    }

    /// <summary>The documents in force; null if none are, or if they are not known to the fleet.</summary>
    public SealedKeys? Held
    {
        get
        {
            lock (_gate)
            {
                return _held;
            }
        }
    }

    /// <summary>How long this replica may wait before it fetches because its keys are not proven; null if it need not, or has tried.</summary>
    public TimeSpan? TimeToProve
    {
        get
        {
            lock (_gate)
            {
                return _isProven || _hasFetched || _unprovenSince is not { } since ? null : s_proofLimit - _time.GetElapsedTime(since);
            }
        }
    }

    /// <summary>When to fetch because the keys are not proven; null if that need not be, or has been tried.</summary>
    public TimeSpan? ProofDue => TimeToProve * (0.6 + (_options.Random.NextDouble() * 0.3));

    /// <summary>
    /// Whether the keys will do for now. Those that are not proven do only at the very start: whoever has many old documents could
    /// otherwise offer one after the other for ever.
    /// </summary>
    public bool MayRest
    {
        get
        {
            lock (_gate)
            {
                return _isProven || TimeToProve > s_proofLimit - s_rest;
            }
        }
    }

    /// <summary>Notes the keys that were in force when this replica started: a file's, or those of a definition before.</summary>
    public void Begin(DateTimeOffset heldAt)
    {
        lock (_gate)
        {
            _heldAt ??= heldAt;
            _unprovenSince ??= _time.GetTimestamp();
        }
    }

    /// <summary>Notes that this replica fetches now.</summary>
    public void BeginFetch()
    {
        lock (_gate)
        {
            _base = _held?.Id ?? default;
            _takingsAtFetch = _takings;
            _hasFetched = true;
        }
    }

    /// <summary>Publishes keys that this replica has fetched.</summary>
    /// <param name="result">The keys and their documents.</param>
    /// <param name="startedAt">When their fetch began.</param>
    /// <returns>Whether other ones were taken meanwhile, so that nobody knows which are newer.</returns>
    public bool Publish(KeyReadResult result, DateTimeOffset startedAt)
    {
        lock (_gate)
        {
            KeyDocuments documents = result.Documents!;
            bool isDoubtful = _takings != _takingsAtFetch
                && _held is { } other && !other.Record.Content.Documents.KeySet.AsSpan().SequenceEqual(documents.KeySet);
            _keys.Publish(result.Keys!, startedAt);
            _held = _place.Seal(new KeyRecord(
                _base, result.MaximumAge, new KeySnapshotContent(_place.Issuer, _place.SourceName, startedAt, documents)));
            _heldAt = startedAt;
            _isProven = true;
            return isDoubtful;
        }
    }

    /// <summary>Notes a failure that this replica tells of, and will hear.</summary>
    public void NoteFailure(KeyFailure failure)
    {
        lock (_gate)
        {
            _failureAt = failure.Time;
        }
    }

    /// <summary>Takes what is in the store, if it is newer.</summary>
    public async Task<SealedKeys?> ReadAsync()
    {
        SealedKeys? stored = await _place.ReadAsync().ConfigureAwait(false);
        if (stored is not null)
        {
            Take(stored);
        }

        return stored;
    }

    /// <summary>Waits until more documents have been taken than that, or for so long.</summary>
    public async Task<bool> WaitAsync(long takings, TimeSpan limit)
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

    public void Dispose()
    {
        _place.Told -= Take;
        _place.FailureTold -= TakeFailure;
        _place.Joined -= NoteJoined;
        _place.Dispose();
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
            _takings++;
            _place.CountTaken();
            Taken?.Invoke(new TakenKeys(told.Record, read, _isProven, ProofDue));
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
            if (failure.Time < _failureAt || failure.Time < _heldAt?.ToUnixTimeMilliseconds() || Math.Abs(failure.Time - now) > KeyFailure.Freshness)
            {
                _place.CountIgnored();
                return;
            }

            _failureAt = failure.Time;
            Failed?.Invoke(failure.Failures);
        }
    }
}
