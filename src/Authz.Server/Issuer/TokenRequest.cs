namespace Authz.Server.Issuer;

/// <summary>The request of <c>authz token</c> to an issuer.</summary>
internal sealed record TokenRequest(Uri Issuer, string Audience, string? Scope, IReadOnlyList<string> Claims, string? ExpiresIn);
