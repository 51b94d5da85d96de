namespace Authz.Server.Gateway;

/// <summary>The service's quick create: an API with one open catch-all route.</summary>
internal static class QuickCreate
{
    /// <summary>The API that sends everything to one backend.</summary>
    public static GatewayDefinition For(Uri target)
    {
        ApiDefinition definition = new()
        {
            Authorizers = new Dictionary<string, AuthorizerDefinition>(),
            Routes = new Dictionary<string, RouteDefinition> { [RouteKey.DefaultText] = new RouteDefinition { IsOpen = true } },
        };
        return new GatewayDefinition(
            definition, GatewayCompiler.Compile(definition, new GatewayCompilerOptions { Target = target }, out _));
    }
}
