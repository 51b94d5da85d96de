using System.Collections.Concurrent;
using Authz.Server.Gateway.Backends;
using Authz.Server.Gateway.Operation;

namespace Authz.Server.Gateway.WebSockets;

/// <summary>
/// The WebSockets that are open. Each is judged again and again, as the handshake that opened it, and ended once that would be refused: when
/// its token has expired, its key is withdrawn, or another definition is in force. All end when the gateway does.
/// </summary>
/// <param name="running">The API in force.</param>
/// <param name="lifetime">Says when the gateway ends.</param>
/// <param name="report">Receives a line for each fault.</param>
/// <param name="timeProvider">The polling clock.</param>
internal sealed class OpenSockets(RunningApi running, IHostApplicationLifetime lifetime, Action<string> report, TimeProvider timeProvider)
    : PollingService(BackgroundFaults.Sockets, report, timeProvider)
{
    // Ten seconds: what no time says, such as a key's withdrawal, is seen within that.
    private const int LooksBetween = 20;

    private readonly ConcurrentDictionary<CancellationTokenSource, GatewayExchange> _sockets = new();
    private readonly TimeProvider _time = timeProvider;
    private GatewayApi _judgedBy = running.Current;
    private int _looks;

    protected override string Kept => "The WebSocket that could not be judged again is ended.";

    /// <summary>Watches a socket until the returned registration is disposed.</summary>
    /// <param name="exchange">The request that opened it.</param>
    /// <param name="socket">Ends it.</param>
    public IDisposable Watch(GatewayExchange exchange, CancellationTokenSource socket)
    {
        _sockets[socket] = exchange;
        return new Registration(this, socket, lifetime.ApplicationStopping.Register(static source => ((CancellationTokenSource)source!).Cancel(), socket));
    }

    protected override async Task LookAsync(CancellationToken cancellationToken)
    {
        GatewayApi api = running.Current;
        bool areAllDue = api != _judgedBy || ++_looks % LooksBetween == 0;
        DateTimeOffset now = _time.GetUtcNow();
        foreach ((CancellationTokenSource socket, GatewayExchange exchange) in _sockets)
        {
            if (areAllDue || exchange.Decision.Token?.ExpiresAt <= now)
            {
                await JudgeAsync(socket, exchange, api, cancellationToken);
            }
        }

        _judgedBy = api;
    }

    private static async Task JudgeAsync(
        CancellationTokenSource socket, GatewayExchange exchange, GatewayApi api, CancellationToken cancellationToken)
    {
        bool isAllowed = false;
        try
        {
            isAllowed = await IsStillAllowedAsync(exchange, api, cancellationToken);
        }
        finally
        {
            // Also what nobody could judge: an open socket is not allowed by default.
            if (!isAllowed)
            {
                await EndAsync(socket);
            }
        }
    }

    private static async Task<bool> IsStillAllowedAsync(GatewayExchange exchange, GatewayApi api, CancellationToken cancellationToken)
    {
        if (api.Stages.Find(new HostString(exchange.Host), exchange.ReceivedTarget, out string target) is not { } stage
            || !WebSocketHandshake.IsFromAllowedOrigin(exchange.Context, api.Cors))
        {
            return false;
        }

        // Nobody reads which tools its messages call, should a reload have given the route some.
        AuthorizationRequest handshake = exchange.Request with { Target = target, Stage = stage.Name, Tools = default };
        AuthorizationDecision decision = await api.Authorizer.AuthorizeAsync(handshake, cancellationToken);
        return decision is { IsAllowed: true, Route: { } route }
            && stage.Routes[route.Index].Integration is HttpIntegration { AllowsWebSockets: true };
    }

    private static async Task EndAsync(CancellationTokenSource socket)
    {
        try
        {
            await socket.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // It has ended in this moment.
        }
    }

    private sealed class Registration(OpenSockets sockets, CancellationTokenSource socket, CancellationTokenRegistration end) : IDisposable
    {
        public void Dispose()
        {
            sockets._sockets.TryRemove(socket, out _);
            end.Dispose();
        }
    }
}
