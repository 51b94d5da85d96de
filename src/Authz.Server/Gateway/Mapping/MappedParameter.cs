using Authz.Definitions.Parameters;

namespace Authz.Server.Gateway.Mapping;

/// <summary>One change that a parameter mapping makes to one request or response.</summary>
/// <param name="Key">What is changed.</param>
/// <param name="Value">The new value; null if it is missing, or removed.</param>
/// <param name="IsExclusive">
/// Whether nothing of the original may remain there: what the gateway says, a claim above all, must never be taken for what a client said
/// or the other way round.
/// </param>
internal readonly record struct MappedParameter(MappingKey Key, string? Value, bool IsExclusive);
