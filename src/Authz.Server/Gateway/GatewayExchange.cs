using Authz.AspNetCore.Definitions;
using Authz.Server.Gateway.LambdaAuthorizers;
using Authz.Server.Gateway.Stages;

namespace Authz.Server.Gateway;

/// <summary>One request on its way through the gateway, with the results of the earlier stages.</summary>
internal sealed class GatewayExchange
{
    private IReadOnlyDictionary<string, string>? _claims;

    public GatewayExchange(HttpContext context, GatewayApi api, DateTimeOffset receivedAt)
    {
        ReceivedAt = receivedAt;
        Context = context;
        Api = api;
        AuthorizationRequest received = context.ToAuthorizationRequest();
        Stage = api.Stages.Find(received.Target, out string target);
        Request = received with { Target = target };
        ApplyGatewayHeaders();
    }

    public HttpContext Context { get; }

    /// <summary>The version of the API that this request belongs to, from beginning to end.</summary>
    public GatewayApi Api { get; }

    /// <summary>The request's stage; null if it matches none, and so no route.</summary>
    public GatewayStage? Stage { get; }

    public string RequestId { get; } = Requests.RequestId.Create();

    public DateTimeOffset ReceivedAt { get; }

    /// <summary>The address at the other end of the connection.</summary>
    public string SourceIp => Context.Connection.RemoteIpAddress switch
    {
        null => string.Empty,
        { IsIPv4MappedToIPv6: true } address => address.MapToIPv4().ToString(),
        { } address => address.ToString(),
    };

    /// <summary>The request as judged and forwarded: its target is the one within the stage.</summary>
    public AuthorizationRequest Request { get; }

    /// <summary>The engine's verdict; refuses until it is made.</summary>
    public AuthorizationDecision Decision { get; set; }

    /// <summary>The verdict of the route's Lambda authorizer; null before it decides, or if the engine decides.</summary>
    public LambdaVerdict? Verdict { get; set; }

    /// <summary>The verified token's claims as the service's strings, made on first use; null if there is no token.</summary>
    public IReadOnlyDictionary<string, string>? Claims => _claims ??= Decision.Token?.ToAwsClaims();

    /// <summary>The request's exchange with its integration.</summary>
    public IntegrationRecord Integration { get; } = new();

    /// <summary>The gateway's own answer; null if it sent none.</summary>
    public string? ErrorMessage { get; private set; }

    /// <summary>The route that was found.</summary>
    public GatewayRoute Route => Stage!.Routes[Decision.Route!.Index];

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
        Api.Cors?.Apply(Context);
    }
}
