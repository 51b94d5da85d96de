namespace Authz.Decisions;

/// <summary>Learns of each decision after it is made, and changes none.</summary>
/// <param name="request">The request.</param>
/// <param name="decision">The decision.</param>
/// <param name="tools">What the request calls, as read for that decision; null if it was not asked.</param>
internal delegate void DecisionObserver(in AuthorizationRequest request, in AuthorizationDecision decision, RequestedTools? tools);
