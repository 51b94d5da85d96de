namespace Authz.Sharing;

/// <summary>
/// Calls of a store that may be gone: none throws, none takes longer than <see cref="Patience"/>, and after one that failed none is made for
/// a while.
/// </summary>
internal sealed class FleetLink : IDisposable
{
    /// <summary>How long a call may take.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan s_retryInterval = TimeSpan.FromSeconds(1);

    // A replica then fetches for itself, without asking.
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(5);

    private readonly FleetStore _store;
    private readonly FleetCounts _counts;
    private readonly Func<CancellationToken, Task> _subscribe;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private volatile bool _isSubscribed;
    private volatile bool _hasFailed;
    private long _failedAt;
    private Task? _firstAttempt;

    public FleetLink(FleetStore store, FleetCounts counts, Func<CancellationToken, Task> subscribe, TimeProvider time)
    {
        (_store, _counts, _subscribe, _time) = (store, counts, subscribe, time);
        _timer = time.CreateTimer(
            static link => _ = ((FleetLink)link!).JoinAsync(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Raised when the store can be heard, at first or again: messages may have been missed.</summary>
    public event Action? Joined;

    /// <summary>Begins to hear the store, and tries again until it does.</summary>
    public void Join()
    {
        lock (_gate)
        {
            _firstAttempt ??= JoinAsync().WaitAsync(Patience, _time);
        }
    }

    public void NoteReconnection()
    {
        _hasFailed = false;
        if (_isSubscribed)
        {
            Joined?.Invoke();
        }
    }

    // Whatever a store throws, the replica goes on alone.
#pragma warning disable CA1031
    /// <summary>Calls the store, unless it is gone.</summary>
    /// <returns>Whether it has answered, and the answer.</returns>
    public async Task<(bool IsDone, T? Answer)> CallAsync<T>(Func<FleetStore, Task<T>> call)
    {
        if (!await IsThereAsync().ConfigureAwait(false))
        {
            return default;
        }

        try
        {
            return (true, await call(_store).WaitAsync(Patience, _time).ConfigureAwait(false));
        }
        catch (Exception)
        {
            NoteFailure();
            return default;
        }
    }

    private async Task JoinAsync()
    {
        try
        {
            await _subscribe(CancellationToken.None).ConfigureAwait(false);
            _isSubscribed = true;
            _hasFailed = false;
        }
        catch (Exception)
        {
            NoteFailure();
            _timer.Change(s_retryInterval, Timeout.InfiniteTimeSpan);
            return;
        }

        Joined?.Invoke();
    }
#pragma warning restore CA1031

    public void Dispose() => _timer.Dispose();

    private async Task<bool> IsThereAsync()
    {
        if (_hasFailed && _time.GetElapsedTime(Volatile.Read(ref _failedAt)) < s_pause)
        {
            return false;
        }

        if (!_isSubscribed)
        {
            // Only who has just started waits, once, and has no keys yet; whoever asks for some waits for them anyhow.
            await (_firstAttempt ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!_isSubscribed)
            {
                NoteFailure();
                return false;
            }
        }

        return _store.IsConnected;
    }

    private void NoteFailure()
    {
        _counts.CountFailure();
        Volatile.Write(ref _failedAt, _time.GetTimestamp());
        _hasFailed = true;
    }
}
