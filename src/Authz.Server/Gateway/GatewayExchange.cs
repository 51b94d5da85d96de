using Authz.AspNetCore.Definitions;
using Authz.AspNetCore.Refusals;
using Authz.AspNetCore.ToolCalls;
using Authz.Server.Exchanges;
using Authz.Server.Gateway.WebSockets;
using Microsoft.Extensions.Primitives;

namespace Authz.Server.Gateway;

/// <summary>One request on its way through the gateway, with the results of the earlier stages.</summary>
internal sealed class GatewayExchange : DecidedExchange, IDisposable
{
    private static readonly ToolReader s_toolReader =
        static (state, route, _) => ((GatewayExchange)state).ReadToolsAsync(route);

    private readonly TimeProvider _timeProvider;
    private CancellationTokenSource? _deadline;

    public GatewayExchange(HttpContext context, GatewayApi api, string? certificate, TimeProvider timeProvider)
        : base(context, api)
    {
        _timeProvider = timeProvider;
        ReceivedAt = timeProvider.GetUtcNow();
        IsWebSocket = WebSocketHandshake.IsIn(context);
        AuthorizationRequest received = context.ToAuthorizationRequest();
        ReceivedTarget = received.Target;
        Stage = api.Stages.Find(context.Request.Host, received.Target, out string target);
        Keep(received with
        {
            Method = WebSocketHandshake.IsExtendedConnect(context) ? HttpMethods.Get : received.Method,
            Target = target,
            Stage = Stage?.Name,
            Tools = new ToolSource(this, s_toolReader),
            PublicTarget = received.Target,
            ClientCertificateThumbprint = certificate,
        });
        ApplyGatewayHeaders();
    }

    public override DateTimeOffset ReceivedAt { get; }

    /// <inheritdoc/>
    /// <remarks>The address at the other end of the connection, or the one that a trusted proxy names.</remarks>
    public override string SourceIp => Context.Connection.RemoteIpAddress switch
    {
        null => string.Empty,
        { IsIPv4MappedToIPv6: true } address => address.MapToIPv4().ToString(),
        { } address => address.ToString(),
    };

    public override string Host => Context.Request.Host.Host;

    /// <summary>The target as it came over the wire, with the name of the stage.</summary>
    public string ReceivedTarget { get; }

    /// <summary>Whether the client asks for a WebSocket.</summary>
    public bool IsWebSocket { get; }

    /// <summary>The body in which tools were looked for; null if none was read. Only routes with tools have theirs read to judge it.</summary>
    public JudgedBody? JudgedBody => Decision.Route is { Definition.Tools: not null } ? Context.Request.Body as JudgedBody : null;

    public override int StatusCode => Context.Response.StatusCode;

    public override long? ResponseLength => Context.Response.ContentLength;

    public override IntegrationRecord Integration { get; } = new();

    public override StringValues FindHeader(string name) => Context.Request.Headers[name];

    /// <summary>
    /// Begins the time limit of the whole exchange, or gives the one that runs already: a body in which tools are looked for is read before
    /// anything is sent.
    /// </summary>
    public CancellationTokenSource BeginDeadline(TimeSpan limit) => _deadline ??= new CancellationTokenSource(limit, _timeProvider);

    public void Dispose() => _deadline?.Dispose();

    /// <summary>Answers as the service does, replacing any prepared response.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="isLast">Whether nothing more of the connection is served.</param>
    public Task AnswerAsync(ServiceAnswer answer, bool isLast = false)
    {
        ErrorMessage = answer.Message;
        Context.Response.Clear();
        ApplyGatewayHeaders();
        if (isLast)
        {
            Context.Response.Headers.Connection = "close";
        }

        return answer.WriteAsync(Context);
    }

    /// <summary>Answers that the engine refused.</summary>
    public Task RefuseAsync()
    {
        ErrorMessage = Decision.ResponseMessage;
        return GatewayDecisionWriter.WriteAsync(Context, Decision, Api.Profile);
    }

    /// <summary>Sets the headers that are on every answer, in place of any that a backend has sent.</summary>
    public void ApplyGatewayHeaders()
    {
        Context.Response.Headers[Requests.RequestId.HeaderName] = RequestId;
        ProofNonceHeader.Write(Context.Response, ProofNonce);
        Api.Cors?.Apply(Context);
    }

    private ValueTask<RequestedTools> ReadToolsAsync(ApiRoute route) =>
        ToolCallReader.ForwardAsync(Context, route, BeginDeadline(Stage!.Routes[route.Index].Integration.Timeout).Token);
}
