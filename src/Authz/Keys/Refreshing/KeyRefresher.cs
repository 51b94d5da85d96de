using Authz.Keys.Snapshots;
using Authz.Keys.Sources;

namespace Authz.Keys.Refreshing;

/// <summary>
/// Keeps one issuer's keys fresh: one fetch at a time, ahead of need, at once if a token gives reason and the budget allows it, and
/// repeatedly after a failure. A failed fetch changes only the time of the next one.
/// </summary>
internal sealed class KeyRefresher : IDisposable
{
    private readonly KeySource _source;
    private readonly IssuerKeysOptions _options;
    private readonly PublishedKeys _keys;
    private readonly SharedKeys? _shared;
    private readonly FleetTurns? _turns;
    private readonly KeyPublisher _publisher;
    private readonly CancellationTokenSource _lifetime = new();
    private readonly Lock _gate = new();

    // Everything below is read and written under the gate.
    private readonly RefreshPlan _plan;
    private TaskCompletionSource? _refresh;
    private bool _isOnDemand;
    private bool _isDisposed;

    public KeyRefresher(KeySource source, IssuerKeysOptions options, PublishedKeys keys)
    {
        _source = source;
        _options = options;
        _keys = keys;
        _plan = new RefreshPlan(source, options, RefreshAsScheduled);
        if (options.Place is { } place)
        {
            _shared = new SharedKeys(place, source, options, keys);
            _shared.Taken += NoteTaken;
            _shared.Failed += NoteToldFailure;
            _turns = new FleetTurns(place, _shared, options, keys);
        }

        _publisher = new KeyPublisher(source, options, keys, _shared, _turns);
    }

    /// <summary>When a request that found no keys should come again: at the next fetch, between one second and thirty.</summary>
    public TimeSpan RetryAfterSchedule
    {
        get
        {
            lock (_gate)
            {
                return _plan.RetryAfterSchedule;
            }
        }
    }

    /// <summary>When a request whose key is missing in the set should come again: when tokens may cause a fetch again.</summary>
    public TimeSpan RetryAfterBudget
    {
        get
        {
            lock (_gate)
            {
                return _plan.RetryAfterBudget;
            }
        }
    }

    /// <summary>Starts a refresh if the reason and the budget allow one.</summary>
    /// <param name="request">What a token asks for, and why.</param>
    /// <param name="refresh">The task to await if the outcome is <see cref="KeyRefreshOutcome.Pending"/>; it never fails.</param>
    public KeyRefreshOutcome Request(KeyRequest request, out Task refresh)
    {
        lock (_gate)
        {
            KeyRefreshOutcome outcome = _isDisposed ? KeyRefreshOutcome.Unavailable
                : request.Reason == KeyRefreshReason.FirstUse ? RequestFirstSet()
                : _source.IsConstant && _plan.HasSucceeded ? KeyRefreshOutcome.Completed // Reading them again changes nothing.
                : RequestOnDemand(request);
            refresh = _refresh?.Task ?? Task.CompletedTask;
            return outcome;
        }
    }

    /// <summary>
    /// The first fetch since the start and the saving of its snapshot, started now if necessary; completed if a fetch has succeeded.
    /// </summary>
    public Task EnsureFetched()
    {
        lock (_gate)
        {
            return Ensure(isRefreshNeeded: !_plan.HasSucceeded);
        }
    }

    /// <summary>
    /// The refresh under way or due, and the saving of its snapshot, started now if the timer has not: a frozen process has no timers.
    /// </summary>
    public Task EnsureRefreshedIfDue()
    {
        lock (_gate)
        {
            return Ensure(isRefreshNeeded: _plan.IsDue);
        }
    }

    /// <summary>
    /// Publishes keys that need no network: inline keys, or else a snapshot, which is refreshed soon. Then joins the fleet, if there is one.
    /// </summary>
    public void Prime()
    {
        if (_source.IsConstant)
        {
            _refresh = new TaskCompletionSource();
            _ = RefreshAsync();
            return;
        }

        string? warning = null;
        RestoredKeys? restored = _options.Snapshot?.Load(_source, _options.TimeProvider.GetUtcNow(), out warning);
        lock (_gate)
        {
            _plan.NoteRestored(restored?.Unused ?? [], warning);
        }

        if (restored is not null)
        {
            _keys.Publish(restored.Keys, restored.FetchedAt);
            RefreshSoon(restored.FetchedAt);
        }

        _options.Place?.Join();
    }

    /// <summary>Fetches within a second, in the background, because the keys in force are from before this refresher.</summary>
    public void RefreshSoon(DateTimeOffset fetchedAt)
    {
        _shared?.Begin(fetchedAt);
        TimeSpan? due = _shared?.ProofDue;
        lock (_gate)
        {
            _plan.RefreshSoon(due);
        }
    }

    /// <summary>Adds the refresher's part to the status of the keys.</summary>
    public IssuerKeyStatus Describe(IssuerKeyStatus status)
    {
        lock (_gate)
        {
            return _plan.Describe(status);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
        }

        _lifetime.Cancel();
        _shared?.Dispose();
        _plan.Dispose();
    }

    private KeyRefreshOutcome RequestFirstSet()
    {
        if (_refresh is null && !_keys.IsUsable)
        {
            if (_plan.Failures > 0)
            {
                // The back-off decides when to try again, not the number of requests.
                return KeyRefreshOutcome.Unavailable;
            }

            Start(isOnDemand: false);
        }

        return KeyRefreshOutcome.Pending;
    }

    private KeyRefreshOutcome RequestOnDemand(KeyRequest request)
    {
        if (_plan.Judge(request, _keys, isAnswering: _refresh is not null && _isOnDemand) is { } outcome)
        {
            return outcome;
        }

        // A scheduled fetch under way may have been answered before the key was published: its waiters ask again afterwards.
        if (_refresh is null)
        {
            _plan.Spend(request.Query.Reference);
            Start(isOnDemand: true);
        }

        return KeyRefreshOutcome.Pending;
    }

    private void RefreshAsScheduled()
    {
        lock (_gate)
        {
            StartIfIdle();
        }
    }

    private Task Ensure(bool isRefreshNeeded)
    {
        if (isRefreshNeeded)
        {
            StartIfIdle();
        }

        return _refresh is null ? Task.CompletedTask : _plan.WaitForSavesAfterAsync(_refresh.Task);
    }

    private void StartIfIdle()
    {
        if (_refresh is null && !_isDisposed)
        {
            Start(isOnDemand: false);
        }
    }

    private void Start(bool isOnDemand)
    {
        _isOnDemand = isOnDemand;
        _refresh = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        // On no request's thread and in no request's context: the fetch outlives the request that caused it.
        _options.Background(() => _ = RefreshAsync());
    }

    private async Task RefreshAsync()
    {
        bool isOnDemand = _isOnDemand;
        KeyRefreshResult refresh = await _publisher.RefreshAsync(isOnDemand, _lifetime.Token).ConfigureAwait(false);
        try
        {
            if (refresh.IsFetch)
            {
                _options.Metrics.CountRefresh(_options.Issuer, refresh.OutcomeFor(_options));
            }
        }
        finally
        {
            // Also if a metric's listener, which is foreign code, throws: otherwise this issuer would never be fetched again.
            int failures = End(refresh);
            if (refresh is { IsFetch: true, Turn: FleetTurn.Leader })
            {
                _ = _turns!.TellAsync(refresh.Result!.Keys is not null, isOnDemand, refresh.StartedAt, failures);
            }
        }
    }

    private int End(KeyRefreshResult refresh)
    {
        TaskCompletionSource completed;
        int failures;
        lock (_gate)
        {
            completed = _refresh!;
            _refresh = null;
            _plan.Conclude(refresh, _isOnDemand);
            failures = _plan.Failures;
        }

        completed.SetResult();
        return failures;
    }

    private void NoteTaken(TakenKeys taken)
    {
        lock (_gate)
        {
            _plan.NoteTaken(taken);
        }

        _options.Metrics.CountTaken(_options.Issuer);
    }

    private void NoteToldFailure(int failures)
    {
        lock (_gate)
        {
            // Whoever fetches, or waits for its turn, finds out by itself.
            if (_refresh is null)
            {
                _plan.NoteToldFailure(failures);
            }
        }
    }
}
