using System.Net.Sockets;
using Authz.Keys.Reading;
using Authz.Keys.Sources;

namespace Authz.Keys.Refreshing;

/// <summary>Fetches one issuer's keys once, reads and publishes them. It never throws.</summary>
internal sealed class KeyPublisher(KeySource source, IssuerKeysOptions options, PublishedKeys keys)
{
    // How much longer than its time limit a fetch may take before the process must have stood still meanwhile.
    private static readonly TimeSpan s_freezeMargin = TimeSpan.FromSeconds(1);

    public async Task<KeyRefreshResult> RefreshAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset startedAt = options.TimeProvider.GetUtcNow();
        KeyReadResult result = await FetchAndPublishAsync(startedAt, cancellationToken).ConfigureAwait(false);
        bool wasFrozen = result.Keys is null && options.TimeProvider.GetUtcNow() - startedAt > options.FetchTimeout + s_freezeMargin;
        return new KeyRefreshResult(result, startedAt, wasFrozen);
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
                keys.Publish(result.Keys, source.IsConstant ? null : startedAt);
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

    // The outermost message of a failed TLS handshake says only that another one has the cause.
    private static string Describe(Exception exception) => exception.InnerException is null or SocketException
        ? exception.Message
        : $"{exception.Message} {Describe(exception.InnerException)}";
}

/// <summary>The result of one refresh of an issuer's keys.</summary>
/// <param name="Result">The keys, or the error.</param>
/// <param name="StartedAt">When the refresh began.</param>
/// <param name="WasFrozen">Whether the process was frozen meanwhile, so that a failure says nothing about the issuer.</param>
internal readonly record struct KeyRefreshResult(KeyReadResult Result, DateTimeOffset StartedAt, bool WasFrozen);
