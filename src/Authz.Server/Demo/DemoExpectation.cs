namespace Authz.Server.Demo;

/// <summary>The expected answer to one request of the demo.</summary>
/// <param name="Status">The status.</param>
/// <param name="Reason">The reason's code; null if the request is allowed.</param>
internal sealed record DemoExpectation(int Status, string? Reason);
