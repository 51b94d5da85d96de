using Authz.Keys.Reading;
using Authz.Keys.Snapshots;
using Authz.Keys.Sources;
using Authz.Tokens;

namespace Authz.Keys.Refreshing;

/// <summary>
/// What the refreshes of one issuer's keys have led to, and when the next one is due. Not safe for concurrent use.
/// </summary>
/// <param name="source">Says how often it is to be asked.</param>
/// <param name="options">The settings.</param>
/// <param name="refresh">Refreshes the keys; called on a thread of the clock's.</param>
internal sealed class RefreshPlan(KeySource source, IssuerKeysOptions options, Action refresh) : IDisposable
{
    private readonly RefreshTimer _timer = new(options.TimeProvider, refresh);
    private readonly RefreshHistory _history = new();
    private readonly RefreshBudget _budget = new(options.TimeProvider);
    private readonly KeySnapshotWriter? _snapshot =
        options.Snapshot is null ? null : new KeySnapshotWriter(options.Snapshot, options.FetchTimeout, options.TimeProvider);

    /// <summary>When a request that found no keys should come again.</summary>
    public TimeSpan RetryAfterSchedule => _timer.RetryAfter;

    /// <summary>When a request whose key is missing in the set should come again.</summary>
    public TimeSpan RetryAfterBudget => _budget.RetryAfter;

    /// <summary>Whether keys have come from the issuer since the start.</summary>
    public bool HasSucceeded => _history.HasSucceeded;

    public int Failures => _history.Failures;

    public bool IsDue => _timer.IsDue;

    public void NoteRestored(IReadOnlyList<UnusedKey> unused, string? warning) => _history.NoteRestored(unused, warning);

    /// <summary>Has the keys fetched at that time; null for any within a second.</summary>
    public void RefreshSoon(TimeSpan? due) => _timer.Set(due ?? TimeSpan.FromSeconds(options.Random.NextDouble()));

    /// <inheritdoc cref="RefreshBudget.Judge"/>
    public KeyRefreshOutcome? Judge(KeyRequest request, PublishedKeys keys, bool isAnswering) => _budget.Judge(request, keys, isAnswering);

    /// <inheritdoc cref="RefreshBudget.Spend"/>
    public void Spend(KeyReference name) => _budget.Spend(name);

    /// <summary>Notes what a refresh led to.</summary>
    public void Conclude(KeyRefreshResult result, bool isOnDemand)
    {
        if (result.Turn is FleetTurn.Deferred or FleetTurn.Taken)
        {
            ConcludeWithoutFetch(result, isOnDemand);
        }
        else if (result.WasFrozen)
        {
            // The process was frozen during the fetch, which says nothing about the issuer: no back-off, and the budget is refunded.
            if (isOnDemand)
            {
                _budget.Refund();
            }

            _timer.Set(TimeSpan.Zero);
        }
        else
        {
            TimeSpan? due = ConcludeFetch(result.Result!, result.StartedAt, isOnDemand);
            _timer.Set(result.NextDue ?? due);
        }
    }

    /// <summary>Notes keys that another replica has fetched.</summary>
    public void NoteTaken(TakenKeys taken)
    {
        DateTimeOffset fetchedAt = taken.Record.Content.FetchedAt;
        _budget.NoteTaken(fetchedAt);
        if (taken.IsProven)
        {
            _history.NoteSuccess(taken.Read.Unused);
            _snapshot?.Write(taken.Record.Content.Documents, fetchedAt);
            TimeSpan? due = source.DueAfterSuccess(taken.Record.MaximumAge) - (options.TimeProvider.GetUtcNow() - fetchedAt);
            _timer.Set(due < TimeSpan.Zero ? TimeSpan.Zero : due);
            return;
        }

        if (!_history.HasSucceeded)
        {
            _history.NoteRestored(taken.Read.Unused, warning: null);
        }

        if (taken.ProofDue is { } proofDue)
        {
            _timer.Set(proofDue < TimeSpan.Zero ? TimeSpan.Zero : proofDue);
        }
    }

    /// <summary>Notes that another replica could not fetch: this one, too, waits before it tries.</summary>
    public void NoteToldFailure(int failures)
    {
        _history.NoteToldFailure(failures);
        TimeSpan backOff = source.DueAfterFailure(_history.Failures);
        if (_timer.Next is null || _timer.Next < options.TimeProvider.GetUtcNow() + backOff)
        {
            _timer.Set(backOff);
        }
    }

    /// <summary>Adds the plan's part to the status of the keys.</summary>
    public IssuerKeyStatus Describe(IssuerKeyStatus status) =>
        _history.Describe(status with { NextRefresh = _timer.Next }, _snapshot?.Warning);

    /// <summary>Waits for a refresh, and for the saving of its snapshot.</summary>
    public Task WaitForSavesAfterAsync(Task refreshing) => _snapshot?.WaitForSavesAfterAsync(refreshing) ?? refreshing;

    public void Dispose() => _timer.Dispose();

    private void ConcludeWithoutFetch(KeyRefreshResult result, bool isOnDemand)
    {
        if (isOnDemand)
        {
            _budget.Defer();
        }

        // A taking has set the timer; one that fired meanwhile found this refresh under way.
        if (!isOnDemand && result.Turn == FleetTurn.Deferred)
        {
            _timer.Set(result.NextDue);
        }
        else if (_timer.Next is null || _timer.IsDue)
        {
            _timer.Set(source.DueAfterFailure(Math.Max(1, _history.Failures)));
        }
    }

    private TimeSpan? ConcludeFetch(KeyReadResult result, DateTimeOffset startedAt, bool isOnDemand)
    {
        if (result.Keys is null)
        {
            _history.NoteFailure(result);
            return source.DueAfterFailure(_history.Failures);
        }

        _history.NoteSuccess(result.Unused);
        if (result.Documents is not null)
        {
            _snapshot?.Write(result.Documents, startedAt);
        }

        if (isOnDemand)
        {
            _budget.Succeed();
        }

        return source.DueAfterSuccess(result.MaximumAge);
    }
}
