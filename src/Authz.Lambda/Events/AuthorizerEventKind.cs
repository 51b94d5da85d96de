namespace Authz.Lambda.Events;

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
