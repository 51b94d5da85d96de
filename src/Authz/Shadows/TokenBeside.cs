using Authz.Verification;

namespace Authz.Shadows;

/// <summary>The same token as a shadow has accepted it, under its own rules and keys.</summary>
/// <param name="Verifier">The shadow's verifier of it.</param>
/// <param name="Token">The token.</param>
internal sealed record TokenBeside(TokenVerifier Verifier, VerifiedToken Token);
