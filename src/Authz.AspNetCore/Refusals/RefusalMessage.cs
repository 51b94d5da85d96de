namespace Authz.AspNetCore.Refusals;

/// <summary>The service's body for a refusal.</summary>
internal sealed record RefusalMessage(string Message);
