using Authz.Lambda.Events;
using Authz.Testing;

namespace Authz.Lambda.Tests.Conformance;

/// <summary>
/// A WebSocket API for each route of the suite, its <c>$connect</c> asking what that route asks. Requests without a route are not WebSocket
/// handshakes, and <c>$connect</c> has no path variables to compare: the engine answers these here.
/// </summary>
internal sealed class ConnectHost : ConformanceHost
{
    private readonly Dictionary<string, LambdaHost> _hosts = new(StringComparer.Ordinal);
    private ApiAuthorizer? _routes;

    public override async Task StartAsync(ApiDefinition definition, ApiAuthorizerOptions options)
    {
        _routes = new ApiAuthorizer(definition, options);
        foreach ((string key, RouteDefinition route) in definition.Routes.Where(pair => pair.Value.Condition is null))
        {
            LambdaHost host = new(AuthorizerEventKind.WebSocketConnect);
            await host.StartAsync(definition with { Routes = new Dictionary<string, RouteDefinition> { ["$connect"] = route } }, options);
            _hosts.Add(key, host);
        }
    }

    public override Task<ConformanceAnswer> SendAsync(ConformanceRequest request)
    {
        string? credential = request.Headers.Count == 1 ? request.Headers[0].Value : null;
        AuthorizationDecision route = _routes!.Authorize(
            new AuthorizationRequest(request.Method, request.Target, HeaderSource.Authorization(credential)));
        return route.RouteKey is { } key && route.Reason != RefusalReason.TargetAmbiguous && _hosts.TryGetValue(key, out LambdaHost? host)
            ? host.SendAsync(request)
            : Task.FromResult(new ConformanceAnswer(route.StatusCode, Challenge: null) { Reason = route.Reason });
    }

    public override async ValueTask DisposeAsync()
    {
        _routes?.Dispose();
        foreach (LambdaHost host in _hosts.Values)
        {
            await host.DisposeAsync();
        }
    }
}
