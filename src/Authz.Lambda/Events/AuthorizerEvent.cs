namespace Authz.Lambda.Events;

/// <summary>The members of an event, of any kind, that an authorizer needs. Null if the event has no such member.</summary>
internal sealed class AuthorizerEvent
{
    public AuthorizerEventKind Kind { get; set; }

    public MethodArn Arn { get; set; } = null!;

    public string? Version { get; set; }

    public string? Type { get; set; }

    /// <summary><c>methodArn</c>, or <c>routeArn</c> in payload format 2.0.</summary>
    public string? ArnText { get; set; }

    public string? RouteKey { get; set; }

    public string? Resource { get; set; }

    public string? HttpMethod { get; set; }

    public string? RawQueryString { get; set; }

    /// <summary>The method that the client sent, as the event says it.</summary>
    public string? ClientMethod { get; set; }

    /// <summary>The path that the client sent, with the stage.</summary>
    public string? ClientPath { get; set; }

    /// <summary>The header's value in an event of type TOKEN.</summary>
    public string? AuthorizationToken { get; set; }

    /// <summary><c>eventType</c> of the request context: <c>CONNECT</c> on a WebSocket API.</summary>
    public string? EventType { get; set; }

    /// <summary>API Gateway's own identifier of the client's request.</summary>
    public string? RequestId { get; set; }

    /// <summary>The address of the client; null in an event of type TOKEN.</summary>
    public string? SourceIp { get; set; }

    /// <summary>
    /// The values of the identity sources, which are the key of API Gateway's result cache; null if the event does not have them.
    /// </summary>
    public IReadOnlyList<string>? IdentitySource { get; set; }

    /// <summary>Headers; their names are compared without regard to case.</summary>
    public EventValues Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Query parameters, decoded.</summary>
    public EventValues Query { get; } = new(StringComparer.Ordinal);

    /// <summary>The cookies of payload format 2.0, which are missing in its headers.</summary>
    public IReadOnlyList<string> Cookies { get; set; } = [];
}

/// <summary>The kinds of event that API Gateway sends to a Lambda authorizer.</summary>
internal enum AuthorizerEventKind : byte
{
    /// <summary>Not an event of a Lambda authorizer.</summary>
    Unknown = 0,

    /// <summary>HTTP API, payload format 2.0.</summary>
    HttpApiV2,

    /// <summary>HTTP API, payload format 1.0.</summary>
    HttpApiV1,

    /// <summary>REST API, an authorizer of type TOKEN.</summary>
    RestToken,

    /// <summary>REST API, an authorizer of type REQUEST.</summary>
    RestRequest,

    /// <summary>WebSocket API, route <c>$connect</c>.</summary>
    WebSocketConnect,
}
