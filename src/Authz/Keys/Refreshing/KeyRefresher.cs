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
    /// <summary>A set younger than this is trusted when a signature fails under one of its keys.</summary>
    public static readonly TimeSpan TrustedAge = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan s_shortestRetryAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longestRetryAfter = TimeSpan.FromSeconds(30);

    private readonly KeySource _source;
    private readonly IssuerKeysOptions _options;
    private readonly IssuerKeys _keys;
    private readonly KeyPublisher _publisher;
    private readonly KeySnapshotWriter? _snapshot;
    private readonly TimeProvider _time;
    private readonly RefreshBudget _budget;
    private readonly ITimer _timer;
    private readonly CancellationTokenSource _lifetime = new();
    private readonly Lock _gate = new();

    // Everything below is read and written under the gate.
    private TaskCompletionSource? _refresh;
    private bool _isOnDemand;
    private bool _hasSucceeded;
    private bool _isDisposed;
    private int _failures;
    private DateTimeOffset? _nextRefresh;
    private string? _lastError;
    private string? _restoreWarning;
    private IReadOnlyList<string> _keyWarnings = [];

    public KeyRefresher(KeySource source, IssuerKeysOptions options, IssuerKeys keys)
    {
        _source = source;
        _options = options;
        _keys = keys;
        _publisher = new KeyPublisher(source, options, keys);
        _snapshot = options.Snapshot is null ? null : new KeySnapshotWriter(options.Snapshot);
        _time = options.TimeProvider;
        _budget = new RefreshBudget(_time);
        _timer = _time.CreateTimer(
            static state => ((KeyRefresher)state!).RefreshAsScheduled(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public TimeSpan RetryAfter
    {
        get
        {
            lock (_gate)
            {
                TimeSpan left = (_nextRefresh - _time.GetUtcNow()) ?? TimeSpan.Zero;
                return left < s_shortestRetryAfter ? s_shortestRetryAfter : left < s_longestRetryAfter ? left : s_longestRetryAfter;
            }
        }
    }

    /// <summary>Starts a refresh if the reason and the budget allow one.</summary>
    /// <param name="reason">Why a token asks.</param>
    /// <param name="refresh">The task to await if the outcome is <see cref="KeyRefreshOutcome.Pending"/>; it never fails.</param>
    public KeyRefreshOutcome Request(KeyRefreshReason reason, out Task refresh)
    {
        lock (_gate)
        {
            KeyRefreshOutcome outcome = _isDisposed ? KeyRefreshOutcome.Unavailable
                : reason == KeyRefreshReason.FirstUse ? RequestFirstSet()
                : _source.IsConstant && _hasSucceeded ? KeyRefreshOutcome.Completed // Reading them again changes nothing.
                : RequestOnDemand(reason);
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
            if (_refresh is null && !_hasSucceeded && !_isDisposed)
            {
                Start(isOnDemand: false);
            }

            return _refresh is null ? Task.CompletedTask : WaitWithSnapshotAsync(_refresh.Task);
        }
    }

    /// <summary>
    /// The refresh under way or due, and the saving of its snapshot, started now if the timer has not: a frozen process has no timers.
    /// </summary>
    public Task EnsureRefreshedIfDue()
    {
        lock (_gate)
        {
            if (_refresh is null && _nextRefresh <= _time.GetUtcNow() && !_isDisposed)
            {
                Start(isOnDemand: false);
            }

            return _refresh is null ? Task.CompletedTask : WaitWithSnapshotAsync(_refresh.Task);
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

        RestoredKeys? restored = _options.Snapshot?.Load(_source, _time.GetUtcNow(), out _restoreWarning);
        if (restored is null)
        {
            return;
        }

        _keyWarnings = restored.Warnings;
        _keys.Publish(restored.Keys, restored.FetchedAt);
        RefreshSoon();
    }

    /// <summary>Fetches within a second, in the background.</summary>
    public void RefreshSoon()
    {
        lock (_gate)
        {
            Schedule(TimeSpan.FromSeconds(Random.Shared.NextDouble()));
        }
    }

    /// <summary>Adds the refresher's part to the status of the keys.</summary>
    public IssuerKeyStatus Describe(IssuerKeyStatus status)
    {
        lock (_gate)
        {
            string? snapshotWarning = _restoreWarning ?? _snapshot?.Warning;
            return status with
            {
                NextRefresh = _nextRefresh,
                LastError = _lastError,
                Warnings = snapshotWarning is null ? _keyWarnings : [.. _keyWarnings, snapshotWarning],
            };
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
            if (_failures > 0)
            {
                // The back-off decides when to try again, not the number of requests.
                return KeyRefreshOutcome.Unavailable;
            }

            Start(isOnDemand: false);
        }

        return KeyRefreshOutcome.Pending;
    }

    private KeyRefreshOutcome RequestOnDemand(KeyRefreshReason reason)
    {
        if (_refresh is not null && _isOnDemand)
        {
            return KeyRefreshOutcome.Pending;
        }

        if (_budget.IsSpent)
        {
            return _budget.HasSucceeded ? KeyRefreshOutcome.Completed : KeyRefreshOutcome.Unavailable;
        }

        if (reason == KeyRefreshReason.SignatureFailed && _keys.Age < TrustedAge)
        {
            return KeyRefreshOutcome.Completed;
        }

        // A scheduled fetch under way may have been answered before the key was published: its waiters ask again afterwards.
        if (_refresh is null)
        {
            _budget.Spend();
            Start(isOnDemand: true);
        }

        return KeyRefreshOutcome.Pending;
    }

    private void RefreshAsScheduled()
    {
        lock (_gate)
        {
            if (_refresh is null && !_isDisposed)
            {
                Start(isOnDemand: false);
            }
        }
    }

    private void Start(bool isOnDemand)
    {
        _isOnDemand = isOnDemand;
        _refresh = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        // On no request's thread and in no request's context: the fetch outlives the request that caused it.
        ThreadPool.UnsafeQueueUserWorkItem(static refresher => _ = refresher.RefreshAsync(), this, preferLocal: false);
    }

    private async Task WaitWithSnapshotAsync(Task refresh)
    {
        await refresh.ConfigureAwait(false);
        if (_snapshot is not null)
        {
            // The keys are in use already: a hanging store may delay a start no longer than a hanging issuer.
            await _snapshot.Writing.WaitAsync(_options.FetchTimeout, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task RefreshAsync()
    {
        KeyRefreshResult refresh = await _publisher.RefreshAsync(_lifetime.Token).ConfigureAwait(false);
        if (refresh.WasFrozen)
        {
            CompleteUntried();
            return;
        }

        _options.Metrics.CountRefresh(_keys.Issuer, isSuccess: refresh.Result.Keys is not null);
        Complete(refresh.Result, refresh.StartedAt);
    }

    private void Complete(KeyReadResult result, DateTimeOffset startedAt)
    {
        TaskCompletionSource completed;
        lock (_gate)
        {
            completed = _refresh!;
            _refresh = null;
            _lastError = result.Error;
            if (result.Keys is null)
            {
                _failures++;
                Schedule(_source.DueAfterFailure(_failures));
            }
            else
            {
                _failures = 0;
                _hasSucceeded = true;
                _keyWarnings = result.Warnings;
                _restoreWarning = null;
                Schedule(_source.DueAfterSuccess(result.MaximumAge));
                if (result.Documents is not null)
                {
                    _snapshot?.Write(result.Documents, startedAt);
                }

                if (_isOnDemand)
                {
                    _budget.Succeed();
                }
            }
        }

        completed.SetResult();
    }

    // The process was frozen during the fetch, which says nothing about the issuer: no back-off, and the budget is refunded.
    private void CompleteUntried()
    {
        TaskCompletionSource completed;
        lock (_gate)
        {
            completed = _refresh!;
            _refresh = null;
            if (_isOnDemand)
            {
                _budget.Refund();
            }

            Schedule(TimeSpan.Zero);
        }

        completed.SetResult();
    }

    private void Schedule(TimeSpan? due)
    {
        _nextRefresh = _time.GetUtcNow() + due;
        _timer.Change(due ?? Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }
}
