using Authz.Keys.Reading;

namespace Authz.Keys.Refreshing;

/// <summary>What came of one refresh of an issuer's keys.</summary>
/// <param name="Result">The keys, or why there are none.</param>
/// <param name="StartedAt">When the keys were asked for.</param>
/// <param name="WasFrozen">Whether the process stood still meanwhile, so that a failure says nothing about the issuer.</param>
internal readonly record struct KeyRefreshResult(KeyReadResult Result, DateTimeOffset StartedAt, bool WasFrozen);
