using Authz.Sharing;

namespace Authz.Keys.Refreshing;

/// <summary>
/// Whose turn it is to fetch one issuer's keys for the fleet. Nobody is kept from fetching for long, whoever has the turn and whatever the
/// store says. Used by one refresh at a time.
/// </summary>
internal sealed class FleetTurns(KeyPlace place, SharedKeys shared, IssuerKeysOptions options, PublishedKeys keys)
{
    private const string RefreshTurn = "turn";
    private const string DemandTurn = "asked";

    // With a turn that nobody uses, keys grow older than alone by no more than this.
    private static readonly TimeSpan s_longestDeferral = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_askAgain = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_askAgainWithoutKeys = TimeSpan.FromSeconds(1);

    // The fetch begins when the store's answer has come.
    private static readonly TimeSpan s_demandLife = RefreshBudget.Interval + FleetLink.Patience;
    private static readonly TimeSpan s_margin = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _time = options.TimeProvider;

    // Since when this replica waits, and how many documents it had taken then.
    private (long Since, long Takings)? _deferral;

    /// <summary>How long a replica whose turn it is not waits before it asks again.</summary>
    public TimeSpan DeferralDelay
    {
        get
        {
            TimeSpan next = (keys.IsUsable ? s_askAgain : s_askAgainWithoutKeys) * (0.5 + (options.Random.NextDouble() / 2));
            TimeSpan left = TimeLeft;
            return left < TimeSpan.Zero ? TimeSpan.Zero : left < next ? left : next;
        }
    }

    private TimeSpan TurnLife => options.FetchTimeout + s_margin;

    private TimeSpan TimeLeft => shared.TimeToProve
        ?? (keys.IsUsable ? s_longestDeferral : TurnLife) - (_deferral is { } deferral ? _time.GetElapsedTime(deferral.Since) : TimeSpan.Zero);

    /// <summary>Finds out who fetches. It never throws, and takes the store's calls no longer than their patience.</summary>
    /// <param name="isOnDemand">Whether tokens ask for a key, for which the fleet fetches once in 30 seconds.</param>
    public Task<FleetTurn> TakeAsync(bool isOnDemand) => isOnDemand ? TakeDemandAsync() : TakeRefreshAsync();

    /// <summary>Tells the others what came of a turn.</summary>
    /// <param name="isSuccess">Whether keys were published.</param>
    /// <param name="isOnDemand">Which turn it was.</param>
    /// <param name="startedAt">When the fetch began.</param>
    /// <param name="failures">How many fetches have failed in a row.</param>
    public async Task TellAsync(bool isSuccess, bool isOnDemand, DateTimeOffset startedAt, int failures)
    {
        if (!isSuccess)
        {
            KeyFailure failure = new(startedAt.ToUnixTimeMilliseconds(), failures);
            shared.NoteFailure(failure);
            await place.TellAsync(failure).ConfigureAwait(false);
        }
        else if (shared.Held is { } held)
        {
            await place.TellAsync(held).ConfigureAwait(false);
            await place.KeepAsync(held, options.MaximumAge).ConfigureAwait(false);
        }

        if (!isOnDemand)
        {
            await place.ReleaseAsync(RefreshTurn).ConfigureAwait(false);
        }
    }

    private async Task<FleetTurn> TakeDemandAsync()
    {
        long takings = shared.Takings;
        bool? isOurs = await place.TryTakeAsync(DemandTurn, s_demandLife).ConfigureAwait(false);
        if (isOurs != false)
        {
            return Fetch(isOurs is null ? FleetTurn.Alone : FleetTurn.Leader);
        }

        await shared.ReadAsync().ConfigureAwait(false);

        // As long as a request waits for a fetch: it is another replica's.
        return await shared.WaitAsync(takings, KeyWait.RefreshLimit).ConfigureAwait(false) ? FleetTurn.Taken : FleetTurn.Deferred;
    }

    private async Task<FleetTurn> TakeRefreshAsync()
    {
        long takings = shared.Takings;
        if (shared.TimeToProve is not null && shared.MayRest && keys.IsUsable)
        {
            return FleetTurn.Taken;
        }

        while (true)
        {
            await shared.ReadAsync().ConfigureAwait(false);
            if (HasTaken(takings))
            {
                return FleetTurn.Taken;
            }

            bool? isOurs = await place.TryTakeAsync(RefreshTurn, TurnLife).ConfigureAwait(false);
            if (isOurs != false || HasWaitedLongEnough(takings))
            {
                return Fetch(isOurs == true ? FleetTurn.Leader : FleetTurn.Alone);
            }

            // Without keys requests wait for this.
            if (keys.IsUsable || await shared.WaitAsync(takings, DeferralDelay).ConfigureAwait(false))
            {
                return HasTaken(takings) ? FleetTurn.Taken : FleetTurn.Deferred;
            }
        }
    }

    private bool HasTaken(long takings) => shared.Takings != takings && shared.MayRest;

    private FleetTurn Fetch(FleetTurn turn)
    {
        shared.BeginFetch();
        _deferral = null;
        return turn;
    }

    private bool HasWaitedLongEnough(long takings)
    {
        if (_deferral?.Takings != takings)
        {
            _deferral = (_time.GetTimestamp(), takings);
        }

        return TimeLeft <= TimeSpan.Zero;
    }
}
