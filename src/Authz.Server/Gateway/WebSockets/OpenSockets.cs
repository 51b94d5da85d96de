using System.Collections.Concurrent;
using Authz.Server.Gateway.Backends;
using Authz.Server.Gateway.Operation;

namespace Authz.Server.Gateway.WebSockets;

/// <summary>
/// The WebSockets that are open. Each is judged again and again, as the request that opened it, and ended once that would be refused: when
/// its token has expired, its key is withdrawn, or another definition is in force. All end when the gateway does.
/// </summary>
internal sealed class OpenSockets : PollingService
{
    private readonly RunningApi _running;
    // Ten seconds: what no time says, such as a key's withdrawal, is seen within that.
    private const int LooksBetween = 20;

    private readonly ConcurrentDictionary<CancellationTokenSource, GatewayExchange> _sockets = new();
    private readonly TimeProvider _time;
    private GatewayApi _judgedBy;
    private int _looks;
    private readonly IHostApplicationLifetime _lifetime;

    /// <param name="running">The API in force.</param>
    /// <param name="lifetime">Says when the gateway ends.</param>
    /// <param name="report">Receives a line for each fault.</param>
    /// <param name="timeProvider">The polling clock.</param>
    public OpenSockets(RunningApi running, IHostApplicationLifetime lifetime, Action<string> report, TimeProvider timeProvider)
        : base(BackgroundFaults.Sockets, report, timeProvider)
    {
        _running = running;
        _time = timeProvider;
        _judgedBy = running.Current;
        _lifetime = lifetime;
    }

    protected override string Kept => "Open WebSockets could not be judged again; they stay open.";

    /// <summary>How many there are.</summary>
    public int Count => _sockets.Count;

    /// <summary>Watches a socket until the returned registration is disposed.</summary>
    /// <param name="exchange">The request that opened it.</param>
    /// <param name="socket">Ends it.</param>
    public IDisposable Watch(GatewayExchange exchange, CancellationTokenSource socket)
    {
        _sockets[socket] = exchange;
        CancellationTokenRegistration end = _lifetime.ApplicationStopping.Register(static source => ((CancellationTokenSource)source!).Cancel(), socket);
        return new Registration(this, socket, end);
    }

    protected override async Task LookAsync(CancellationToken cancellationToken)
    {
        GatewayApi api = _running.Current;
        bool areAllDue = api != _judgedBy || ++_looks % LooksBetween == 0;
        DateTimeOffset now = _time.GetUtcNow();
        foreach ((CancellationTokenSource socket, GatewayExchange exchange) in _sockets)
        {
            bool isDue = areAllDue || exchange.Decision.Token?.ExpiresAt <= now;
            if (isDue && !await IsStillAllowedAsync(exchange, api, cancellationToken))
            {
                await EndAsync(socket);
            }
        }

        _judgedBy = api;
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

    private static async Task<bool> IsStillAllowedAsync(GatewayExchange exchange, GatewayApi api, CancellationToken cancellationToken)
    {
        AuthorizationDecision decision = await api.Authorizer.AuthorizeAsync(exchange.Request, cancellationToken);
        return decision is { IsAllowed: true, Route: { } route }
            && api.Stages.All.FirstOrDefault(stage => stage.Name == exchange.Stage!.Name) is { } stage
            && stage.Routes[route.Index].Integration is HttpIntegration { AllowsWebSockets: true };
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
