using Authz.Definitions.Parameters;

namespace Authz.Server.Gateway.Mapping;

/// <summary>One change that a parameter mapping makes to one request or response.</summary>
/// <param name="Key">The part that changes.</param>
/// <param name="Value">The new value; null if it is missing, or removed.</param>
/// <param name="IsExclusive">
/// Whether nothing of the original may remain there: the gateway's value, above all a claim, must never be confused with a client's,
/// or the reverse.
/// </param>
internal readonly record struct MappedParameter(MappingKey Key, string? Value, bool IsExclusive);
