using Authz.Keys.Snapshots;
using Authz.Sharing;

namespace Authz.Keys;

/// <summary>The settings of one issuer's keys besides their source.</summary>
/// <param name="Issuer">The exact <c>iss</c>.</param>
/// <param name="MaximumAge">The greatest age at which keys may be used.</param>
/// <param name="FetchTimeout">The time that one refresh may take for all its documents.</param>
/// <param name="TimeProvider">The clock.</param>
/// <param name="Snapshot">Keeps the last good documents; null to keep none.</param>
/// <param name="Metrics">Counts refreshes.</param>
/// <param name="Epoch">Counts the ends of keys; one for all issuers.</param>
internal sealed record IssuerKeysOptions(
    string Issuer,
    TimeSpan MaximumAge,
    TimeSpan FetchTimeout,
    TimeProvider TimeProvider,
    KeySnapshot? Snapshot,
    KeyMetrics Metrics,
    KeyEpoch Epoch)
{
    /// <summary>Where the fleet keeps this issuer's keys; null without a fleet.</summary>
    public KeyPlace? Place { get; init; }

    /// <summary>
    /// Whether the definition also names the issuer's other spelling: then one of the two is in vain, as with an authority alone.
    /// </summary>
    public Func<bool> HasOtherSpelling { get; init; } = static () => false;

    /// <summary>Draws what keeps replicas from fetching in step.</summary>
    public Random Random { get; init; } = Random.Shared;

    /// <summary>Runs work on a thread of nobody's.</summary>
    public Action<Action> Background { get; init; } =
        static work => ThreadPool.UnsafeQueueUserWorkItem(static work => work(), work, preferLocal: false);
}
