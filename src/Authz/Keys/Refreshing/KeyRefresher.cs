using Authz.Keys.Reading;
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
    private readonly KeyPublisher _publisher;
    private readonly KeySnapshotWriter? _snapshot;
    private readonly RefreshBudget _budget;
    private readonly RefreshTimer _timer;
    private readonly RefreshHistory _history = new();
    private readonly CancellationTokenSource _lifetime = new();
    private readonly Lock _gate = new();

    // Everything below is read and written under the gate.
    private TaskCompletionSource? _refresh;
    private bool _isOnDemand;
    private bool _isDisposed;

    public KeyRefresher(KeySource source, IssuerKeysOptions options, PublishedKeys keys)
    {
        _source = source;
        _options = options;
        _keys = keys;
        _publisher = new KeyPublisher(source, options, keys);
        _snapshot = options.Snapshot is null ? null : new KeySnapshotWriter(options.Snapshot, options.FetchTimeout, options.TimeProvider);
        _budget = new RefreshBudget(options.TimeProvider);
        _timer = new RefreshTimer(options.TimeProvider, RefreshAsScheduled);
    }

    /// <summary>When a request that found no keys should come again: at the next fetch, between one second and thirty.</summary>
    public TimeSpan RetryAfterSchedule
    {
        get
        {
            lock (_gate)
            {
                return _timer.RetryAfter;
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
                return _budget.RetryAfter;
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
                : _source.IsConstant && _history.HasSucceeded ? KeyRefreshOutcome.Completed // Reading them again changes nothing.
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
            return Ensure(isRefreshNeeded: !_history.HasSucceeded);
        }
    }

    /// <summary>
    /// The refresh under way or due, and the saving of its snapshot, started now if the timer has not: a frozen process has no timers.
    /// </summary>
    public Task EnsureRefreshedIfDue()
    {
        lock (_gate)
        {
            return Ensure(isRefreshNeeded: _timer.IsDue);
        }
    }

    /// <summary>
    /// Publishes keys that need no network: inline keys, or else a snapshot, which is refreshed soon.
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
        _history.NoteRestored(restored?.Unused ?? [], warning);
        if (restored is not null)
        {
            _keys.Publish(restored.Keys, restored.FetchedAt);
            RefreshSoon();
        }
    }

    /// <summary>Fetches within a second, in the background.</summary>
    public void RefreshSoon()
    {
        lock (_gate)
        {
            _timer.Set(TimeSpan.FromSeconds(Random.Shared.NextDouble()));
        }
    }

    /// <summary>Adds the refresher's part to the status of the keys.</summary>
    public IssuerKeyStatus Describe(IssuerKeyStatus status)
    {
        lock (_gate)
        {
            return _history.Describe(status with { NextRefresh = _timer.Next }, _snapshot?.Warning);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
        }

        _lifetime.Cancel();
        _timer.Dispose();
    }

    private KeyRefreshOutcome RequestFirstSet()
    {
        if (_refresh is null && !_keys.IsUsable)
        {
            if (_history.Failures > 0)
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
        if (_budget.Judge(request, _keys, isAnswering: _refresh is not null && _isOnDemand) is { } outcome)
        {
            return outcome;
        }

        // A scheduled fetch under way may have been answered before the key was published: its waiters ask again afterwards.
        if (_refresh is null)
        {
            _budget.Spend(request.Query.Reference);
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

        return _refresh is null ? Task.CompletedTask : _snapshot?.WaitForSavesAfterAsync(_refresh.Task) ?? _refresh.Task;
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
        ThreadPool.UnsafeQueueUserWorkItem(static refresher => _ = refresher.RefreshAsync(), this, preferLocal: false);
    }

    private async Task RefreshAsync()
    {
        KeyRefreshResult refresh = await _publisher.RefreshAsync(_lifetime.Token).ConfigureAwait(false);
        try
        {
            if (!refresh.WasFrozen)
            {
                _options.Metrics.CountRefresh(_options.Issuer, isSuccess: refresh.Result.Keys is not null);
            }
        }
        finally
        {
            // Also if a metric's listener, which is foreign code, throws: otherwise this issuer would never be fetched again.
            End(refresh);
        }
    }

    private void End(KeyRefreshResult refresh)
    {
        TaskCompletionSource completed;
        lock (_gate)
        {
            completed = _refresh!;
            _refresh = null;
            _timer.Set(Conclude(refresh));
        }

        completed.SetResult();
    }

    // Notes the result; returns the time until the next fetch.
    private TimeSpan? Conclude(KeyRefreshResult refresh)
    {
        if (refresh.WasFrozen)
        {
            // The process was frozen during the fetch, which says nothing about the issuer: no back-off, and the budget is refunded.
            if (_isOnDemand)
            {
                _budget.Refund();
            }

            return TimeSpan.Zero;
        }

        KeyReadResult result = refresh.Result;
        if (result.Keys is null)
        {
            _history.NoteFailure(result);
            return _source.DueAfterFailure(_history.Failures);
        }

        _history.NoteSuccess(result.Unused);
        if (result.Documents is not null)
        {
            _snapshot?.Write(result.Documents, refresh.StartedAt);
        }

        if (_isOnDemand)
        {
            _budget.Succeed();
        }

        return _source.DueAfterSuccess(result.MaximumAge);
    }
}
