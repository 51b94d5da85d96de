namespace Authz.Server.Issuer;

/// <summary>What <c>authz token</c> asks an issuer for.</summary>
internal sealed record TokenRequest(Uri Issuer, string Audience, string? Scope, IReadOnlyList<string> Claims, string? ExpiresIn);
