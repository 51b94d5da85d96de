namespace Authz.AspNetCore.Authentication;

/// <summary>The name of a scheme that the application added, so that all of them are known at start.</summary>
internal sealed record SchemeName(string Name);
