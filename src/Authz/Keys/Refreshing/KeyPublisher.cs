using System.Net.Sockets;
using Authz.Keys.Reading;
using Authz.Keys.Sources;

namespace Authz.Keys.Refreshing;

/// <summary>Fetches one issuer's keys once, if it is this replica's turn, reads and publishes them. It never throws.</summary>
internal sealed class KeyPublisher(KeySource source, IssuerKeysOptions options, PublishedKeys keys, SharedKeys? shared, FleetTurns? turns)
{
    // How much longer than its time limit a fetch may take before the process must have stood still meanwhile.
    private static readonly TimeSpan s_freezeMargin = TimeSpan.FromSeconds(1);

    // Whether other keys were taken during the last fetch.
    private bool _isDoubtful;

    public async Task<KeyRefreshResult> RefreshAsync(bool isOnDemand, CancellationToken cancellationToken)
    {
        FleetTurn turn = turns is null ? FleetTurn.Alone : await turns.TakeAsync(isOnDemand).ConfigureAwait(false);
        DateTimeOffset startedAt = options.TimeProvider.GetUtcNow();
        if (turn is FleetTurn.Deferred or FleetTurn.Taken)
        {
            return new KeyRefreshResult(null, startedAt, WasFrozen: false, turn) { NextDue = turns!.DeferralDelay };
        }

        _isDoubtful = false;
        KeyReadResult result = await FetchAndPublishAsync(startedAt, cancellationToken).ConfigureAwait(false);
        bool wasFrozen = result.Keys is null && options.TimeProvider.GetUtcNow() - startedAt > options.FetchTimeout + s_freezeMargin;
        return new KeyRefreshResult(result, startedAt, wasFrozen, turn) { NextDue = _isDoubtful ? TimeSpan.FromSeconds(1) : null };
    }

    // An exception of a handler, a proxy or a disk is a failed fetch: none may escape, or this issuer would never be fetched again.
#pragma warning disable CA1031
    private async Task<KeyReadResult> FetchAndPublishAsync(DateTimeOffset startedAt, CancellationToken cancellationToken)
    {
        try
        {
            using CancellationTokenSource timeout = new(options.FetchTimeout, options.TimeProvider);
            using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
            KeyReadResult result = await source.FetchAsync(either.Token).ConfigureAwait(false);
            if (result.Keys is not null)
            {
                Publish(result, startedAt);
                if (!keys.IsUsable)
                {
                    // A failure, so that the back-off decides when to try again, not the number of requests.
                    return KeyReadResult.Failed(
                        $"{source.Name} gave keys that were older than the maximum key age of {options.MaximumAge.TotalSeconds} s " +
                        "when they came.");
                }
            }

            return result;
        }
        catch (OperationCanceledException)
        {
            return KeyReadResult.Failed($"{source.Name} gave no complete answer within {options.FetchTimeout.TotalSeconds} s.");
        }
        catch (Exception exception)
        {
            return KeyReadResult.Failed($"{source.Name} cannot be read: {Describe(exception)}");
        }
    }
#pragma warning restore CA1031

    private void Publish(KeyReadResult result, DateTimeOffset startedAt)
    {
        if (shared is not null && result.Documents is not null)
        {
            _isDoubtful = shared.Publish(result, startedAt);
        }
        else
        {
            keys.Publish(result.Keys!, source.IsConstant ? null : startedAt);
        }
    }

    // The outermost message of a failed TLS handshake says only that another one has the cause.
    private static string Describe(Exception exception) => exception.InnerException is null or SocketException
        ? exception.Message
        : $"{exception.Message} {Describe(exception.InnerException)}";
}

/// <summary>The result of one refresh of an issuer's keys.</summary>
/// <param name="Result">The keys, or the error; null if this replica did not fetch.</param>
/// <param name="StartedAt">When the refresh began.</param>
/// <param name="WasFrozen">Whether the process was frozen meanwhile, so that a failure says nothing about the issuer.</param>
/// <param name="Turn">Who fetches.</param>
internal readonly record struct KeyRefreshResult(KeyReadResult? Result, DateTimeOffset StartedAt, bool WasFrozen, FleetTurn Turn)
{
    /// <summary>When to refresh again, if the result does not say so.</summary>
    public TimeSpan? NextDue { get; init; }

    public bool IsFetch => Result is not null && !WasFrozen;

    /// <summary>What came of a fetch, in the words of the metric.</summary>
    public string OutcomeFor(IssuerKeysOptions options) => Result switch
    {
        { Keys: not null } => "succeeded",
        { IsOtherSpelling: true } when options.HasOtherSpelling() => "other_spelling",
        _ => "failed",
    };
}
