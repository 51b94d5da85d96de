namespace Authz.Lambda.Events;

/// <summary>
/// Knows an event's kind by its content (API Gateway developer guide: http-api-lambda-authorizer, api-gateway-lambda-authorizer-input).
/// </summary>
internal static class EventRecognition
{
    /// <summary>Sets kind and ARN of an event.</summary>
    /// <returns>What is wrong with the event, as a sentence; null if it is of a known kind.</returns>
    public static string? Recognise(AuthorizerEvent read)
    {
        if (MethodArn.Parse(read.ArnText) is not { } arn)
        {
            return "The event has no methodArn or routeArn of API Gateway.";
        }

        read.Arn = arn;
        read.Kind = KindOf(read);
        return read.Kind == AuthorizerEventKind.Unknown ? "The event is of no kind that a Lambda authorizer receives." : null;
    }

    private static AuthorizerEventKind KindOf(AuthorizerEvent read)
    {
        bool isConnect = read.Arn.Method == RouteKey.ConnectText;
        return (read.Type, read.Version) switch
        {
            ("REQUEST", "2.0") when !isConnect && read.RouteKey is not null => AuthorizerEventKind.HttpApiV2,
            ("REQUEST", "1.0") when !isConnect && HasResource(read) => AuthorizerEventKind.HttpApiV1,
            ("REQUEST", null) when isConnect && read.EventType == "CONNECT" => AuthorizerEventKind.WebSocketConnect,
            ("REQUEST", null) when !isConnect && HasResource(read) => AuthorizerEventKind.RestRequest,
            ("TOKEN", null) when !isConnect && read.AuthorizationToken is not null => AuthorizerEventKind.RestToken,
            _ => AuthorizerEventKind.Unknown,
        };
    }

    private static bool HasResource(AuthorizerEvent read) => read.Resource is not null && read.HttpMethod is not null;
}
