using Authz.Keys.Reading;

namespace Authz.Keys.Refreshing;

/// <summary>The result of one refresh of an issuer's keys.</summary>
/// <param name="Result">The keys, or the error.</param>
/// <param name="StartedAt">When the refresh began.</param>
/// <param name="WasFrozen">Whether the process was frozen meanwhile, so that a failure says nothing about the issuer.</param>
internal readonly record struct KeyRefreshResult(KeyReadResult Result, DateTimeOffset StartedAt, bool WasFrozen);
