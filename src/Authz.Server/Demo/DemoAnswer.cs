namespace Authz.Server.Demo;

/// <summary>An HTTP answer.</summary>
/// <param name="Status">The status.</param>
/// <param name="Reason">The member <c>reason</c> of problem details; null if there are none.</param>
/// <param name="Detail">The member <c>detail</c> of problem details; null if there are none.</param>
internal sealed record DemoAnswer(int Status, string? Reason, string? Detail);
