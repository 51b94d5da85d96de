using Authz.AspNetCore.Principals;

namespace Authz.AspNetCore.Authentication;

/// <summary>What a scheme's options were compiled to: the engine that decides, and the reader of claims.</summary>
internal sealed record CompiledScheme(ApiAuthorizer Authorizer, ClaimsReader Claims);
