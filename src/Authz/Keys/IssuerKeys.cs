using Authz.Clocks;
using Authz.Keys.Refreshing;
using Authz.Keys.Sources;
using Authz.Tokens;

namespace Authz.Keys;

/// <summary>
/// The keys of one issuer, for requests: look-ups that take no lock, and bounded waits for the shared refresh. The engine calls
/// <see cref="Find"/>; if that is not enough <see cref="RequestRefresh"/>; on <see cref="KeyRefreshOutcome.Pending"/>
/// <see cref="WaitAsync"/>, then <see cref="Find"/> again.
/// </summary>
internal sealed class IssuerKeys : IDisposable
{
    /// <summary>How many requests may wait at once.</summary>
    public const int MaximumWaiting = 1024;

    private readonly KeySource _source;
    private readonly IssuerKeysOptions _options;
    private readonly TimeProvider _time;
    private readonly SecondsClock _clock;
    private readonly PublishedKeys _published;
    private readonly KeyRefresher _refresher;
    private int _waiting;
    private long _unknownKeyIds;

    /// <summary>Keys of that source. Nothing is fetched before the first request or warm-up; a snapshot is read at once.</summary>
    /// <param name="source">Where the keys come from.</param>
    /// <param name="options">The other settings.</param>
    /// <param name="predecessor">Keys of the same source under other limits, which are reused: a reload must not need the
    /// issuer.</param>
    public IssuerKeys(KeySource source, IssuerKeysOptions options, IssuerKeys? predecessor = null)
    {
        _source = source;
        _options = options;
        _time = options.TimeProvider;
        _clock = new SecondsClock(_time);
        _published = new PublishedKeys(options);
        _refresher = new KeyRefresher(source, options, _published);

        // Keys that do not age have no age to take over.
        if (!source.IsConstant && predecessor is not null && _published.TryTakeOver(predecessor._published))
        {
            _refresher.RefreshSoon(_time.GetUtcNow() - (_published.Age ?? TimeSpan.Zero));
            options.Place?.Join();
        }
        else
        {
            _refresher.Prime();
        }
    }

    public string Issuer => _options.Issuer;

    /// <summary>Counts the events of these keys, among those of all issuers.</summary>
    public KeyEpoch Epoch => _options.Epoch;

    /// <summary>Whether the last fetch failed before it reached the key set.</summary>
    public bool HasDiscoveryFailed => _source.HasDiscoveryFailed;

    /// <summary>The age of the keys; null if there are no keys.</summary>
    public TimeSpan? Age => _published.Age;

    /// <summary>When a request whose keys were unavailable should come again: between one second and thirty.</summary>
    public TimeSpan RetryAfter(KeysUnavailableCause cause) =>
        cause == KeysUnavailableCause.NoKeys ? _refresher.RetryAfterSchedule : _refresher.RetryAfterBudget;

    /// <summary>Whether there are keys that may be relied on.</summary>
    public bool IsUsable => _published.IsUsable;

    /// <summary>Finds a token's keys. Takes no lock and allocates nothing.</summary>
    /// <param name="query">What the token says about its key.</param>
    /// <param name="now">The wall clock in Unix seconds.</param>
    /// <param name="match">The keys if the answer is <see cref="KeyLookupStatus.Found"/>; otherwise none.</param>
    public KeyLookupStatus Find(KeyQuery query, long now, out KeyMatch match) =>
        _published.Find(query, now, out match);

    /// <summary>Asks for fresh keys on a token's behalf. Never waits; allocates only to start a fetch.</summary>
    public KeyRefreshOutcome RequestRefresh(KeyRequest request)
    {
        KeyRefreshOutcome outcome = _refresher.Request(request, out _);
        if (outcome == KeyRefreshOutcome.Pending)
        {
            return outcome;
        }

        // A fetch may have ended between the caller's look and now: its keys must not be judged by the older look.
        if (IsAnswered(request))
        {
            return KeyRefreshOutcome.Pending;
        }

        if (request.Reason == KeyRefreshReason.UnknownKeyId)
        {
            Interlocked.Increment(ref _unknownKeyIds);
            _options.Metrics.CountUnknownKeyId(Issuer);
        }

        return outcome;
    }

    /// <summary>
    /// Waits until it is worth looking again, no more keys are expected, or the reason's time limit has passed; not at all if too
    /// many wait already. The caller looks again to see which. Cancelling ends the wait, not the fetch.
    /// </summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async ValueTask WaitAsync(KeyWait wait, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _waiting) <= MaximumWaiting)
        {
            long started = _time.GetTimestamp();
            TimeSpan left = wait.Limit;
            while (left > TimeSpan.Zero && !IsAnswered(wait.Request)
                && _refresher.Request(wait.Request, out Task refresh) == KeyRefreshOutcome.Pending)
            {
                await refresh.WaitAsync(left, _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                left = cancellationToken.IsCancellationRequested ? TimeSpan.Zero : wait.Limit - _time.GetElapsedTime(started);
            }
        }

        Interlocked.Decrement(ref _waiting);
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Fetches the keys unless that has been done, and waits for it. A failure shows in <see cref="GetStatus"/> only.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public Task WarmUpAsync(CancellationToken cancellationToken) => _refresher.EnsureFetched().WaitAsync(cancellationToken);

    /// <summary>
    /// Fetches the keys if that is due or under way, and waits for it. A failure shows only in <see cref="GetStatus"/>.
    /// </summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public Task RefreshIfDueAsync(CancellationToken cancellationToken) => _refresher.EnsureRefreshedIfDue().WaitAsync(cancellationToken);

    public IssuerKeyStatus GetStatus() => _refresher.Describe(new IssuerKeyStatus
    {
        Issuer = Issuer,
        KeySource = _source.Name,
        IsUsable = IsUsable,
        Age = Age,
        Keys =
        [
            .. _published.Keys.Select(key => new IssuerKey(key.KeyId, key.Algorithms.Names())),
        ],
        Rotations = _published.Rotations,
        UnknownKeyIds = Interlocked.Read(ref _unknownKeyIds),
    });

    public void Dispose()
    {
        _refresher.Dispose();
        _published.Dispose();
        _source.Dispose();
    }

    private bool IsAnswered(KeyRequest request) =>
        request.IsAnsweredBy(
            Find(request.Query, _clock.Read(), out KeyMatch found), found);
}
