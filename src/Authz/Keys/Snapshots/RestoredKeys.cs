using Authz.Keys.Reading;

namespace Authz.Keys.Snapshots;

/// <summary>Keys from a snapshot.</summary>
/// <param name="Keys">The usable keys, at least one.</param>
/// <param name="Warnings">One line for each key that was left out.</param>
/// <param name="FetchedAt">When their fetch began.</param>
internal sealed record RestoredKeys(IReadOnlyList<PublicKey> Keys, IReadOnlyList<string> Warnings, DateTimeOffset FetchedAt);
