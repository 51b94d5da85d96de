namespace Authz.Server.Issuer.Login;

/// <summary>Why a login or a code is refused.</summary>
/// <param name="Error">The code of RFC 6749 section 4.1.2.1 or 5.2.</param>
/// <param name="Description">For developers; ASCII without quotes and backslashes, as there.</param>
internal sealed record LoginProblem(string Error, string Description);
