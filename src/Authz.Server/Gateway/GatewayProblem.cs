namespace Authz.Server.Gateway;

/// <summary>Problem details (RFC 9457 section 3) of a refusal; <c>reason</c> is the refusal's stable code.</summary>
internal sealed record GatewayProblem(string? Title, int Status, string? Detail, string? Reason);
