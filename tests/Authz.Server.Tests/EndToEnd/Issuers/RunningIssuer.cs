namespace Authz.Server.Tests.EndToEnd.Issuers;

/// <summary>An issuer that runs, the lines of a definition for it, and its tokens.</summary>
/// <param name="Configuration">The lines, as docs/issuers.md has them.</param>
/// <param name="Scope">What the route asks for.</param>
/// <param name="MintAsync">Makes a token for an audience with scopes.</param>
/// <param name="Resources">What ends with it.</param>
internal sealed record RunningIssuer(
    JwtConfiguration Configuration, string Scope, Func<string, string, Task<string>> MintAsync, params IAsyncDisposable[] Resources)
    : IAsyncDisposable
{
    /// <summary>The audience of the definition.</summary>
    public string Audience => Configuration.Audience[0];

    public ApiDefinition Definition => new()
    {
        Authorizers = new Dictionary<string, AuthorizerDefinition> { ["idp"] = new() { JwtConfiguration = [Configuration] } },
        Routes = new Dictionary<string, RouteDefinition>
        {
            ["GET /pets"] = new() { Authorizer = "idp", AuthorizationScopes = [Scope] },
        },
    };

    public async ValueTask DisposeAsync()
    {
        foreach (IAsyncDisposable resource in Resources)
        {
            await resource.DisposeAsync();
        }
    }
}
