namespace Authz.Server.Gateway;

/// <summary>What the service calls quick create: an API of one open catch-all route.</summary>
internal static class QuickCreate
{
    public static ApiDefinition Definition { get; } = new()
    {
        Authorizers = new Dictionary<string, AuthorizerDefinition>(),
        Routes = new Dictionary<string, RouteDefinition> { ["$default"] = new RouteDefinition { IsOpen = true } },
    };
}
