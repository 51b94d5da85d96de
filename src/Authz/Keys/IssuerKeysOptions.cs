using Authz.Keys.Snapshots;

namespace Authz.Keys;

/// <summary>What the keys of one issuer need besides their source.</summary>
/// <param name="Issuer">The exact <c>iss</c>.</param>
/// <param name="MaximumAge">The greatest age at which keys may be relied on.</param>
/// <param name="FetchTimeout">The time that one refresh may take with everything it reads.</param>
/// <param name="TimeProvider">The clock.</param>
/// <param name="Snapshot">Where the last good documents are kept; null for nowhere.</param>
/// <param name="Metrics">Where refreshes are counted.</param>
/// <param name="Epoch">Where the ends of keys are counted, one for all issuers.</param>
internal sealed record IssuerKeysOptions(
    string Issuer,
    TimeSpan MaximumAge,
    TimeSpan FetchTimeout,
    TimeProvider TimeProvider,
    KeySnapshot? Snapshot,
    KeyMetrics Metrics,
    KeyEpoch Epoch);
