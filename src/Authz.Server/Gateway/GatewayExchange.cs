using Authz.Server.Gateway.Requests;

namespace Authz.Server.Gateway;

/// <summary>One request on its way through the gateway, with what the stages before have found out about it.</summary>
internal sealed class GatewayExchange
{
    public GatewayExchange(HttpContext context, GatewayApi api, DateTimeOffset receivedAt)
    {
        ReceivedAt = receivedAt;
        Context = context;
        Api = api;
        Request = context.ToAuthorizationRequest();
        ApplyGatewayHeaders();
    }

    public HttpContext Context { get; }

    /// <summary>The version of the API that this request belongs to, from beginning to end.</summary>
    public GatewayApi Api { get; }

    public string RequestId { get; } = Requests.RequestId.Create();

    public DateTimeOffset ReceivedAt { get; }

    /// <summary>The request as it is decided on and forwarded.</summary>
    public AuthorizationRequest Request { get; }

    /// <summary>The engine's verdict; refuses until it is made.</summary>
    public AuthorizationDecision Decision { get; set; }

    /// <summary>The route that was allowed.</summary>
    public GatewayRoute Route => Api.Routes[Decision.RouteKey!];

    /// <summary>Answers in the service's name, whatever has been prepared for the response before.</summary>
    public Task AnswerAsync(ServiceAnswer answer)
    {
        Context.Response.Clear();
        ApplyGatewayHeaders();
        return answer.WriteAsync(Context);
    }

    /// <summary>Sets the headers that are on every answer, in place of any that a backend has sent.</summary>
    public void ApplyGatewayHeaders()
    {
        Context.Response.Headers[Requests.RequestId.HeaderName] = RequestId;
        Api.Cors?.Apply(Context);
    }
}
