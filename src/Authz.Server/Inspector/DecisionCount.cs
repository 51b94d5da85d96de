namespace Authz.Server.Inspector;

/// <summary>How many requests of one route were decided in one way.</summary>
/// <param name="RouteKey">The route; null if none matched.</param>
/// <param name="Reason">Why they were refused; null if they were allowed.</param>
/// <param name="Count">The number.</param>
internal sealed record DecisionCount(string? RouteKey, RefusalReason? Reason, long Count);
