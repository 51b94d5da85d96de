namespace Authz.Authorizers;

/// <summary>An authorizer made ready: where its tokens are found, how long they may be, and how they are verified.</summary>
internal sealed record CompiledAuthorizer(IdentitySource IdentitySource, int MaximumTokenLength, TokenVerifier Tokens);
