namespace Authz.Server;

/// <summary>
/// Log messages, with stable event ids: 40x the gateway, 41x decisions over HTTP, 42x over gRPC. All in one class: the generator writes
/// several in another order at each build, and packages could not be built anew, bit for bit.
/// </summary>
internal static partial class Log
{
    [LoggerMessage(401, LogLevel.Warning, "Request {RequestId} to {RouteKey}: {Backend} failed: {Reason}")]
    public static partial void BackendFailed(this ILogger logger, string requestId, string routeKey, string backend, string reason);

    [LoggerMessage(402, LogLevel.Error, "Request {RequestId} failed inside the gateway.")]
    public static partial void GatewayFailed(this ILogger logger, string requestId, Exception exception);

    [LoggerMessage(403, LogLevel.Error, "Request {RequestId} got no answer: {Reason} Its connection is ended.")]
    public static partial void AnswerNotPossible(this ILogger logger, string requestId, string reason);

    [LoggerMessage(
        404, LogLevel.Error,
        "Request {RequestId} has come back to this gateway, and is answered 500: a backend or function leads here. Further ones are only " +
        "counted.")]
    public static partial void RequestCameBack(this ILogger logger, string requestId);

    [LoggerMessage(
        411, LogLevel.Warning,
        "A proxy asked without saying what the request was, or in two ways; it is answered 400. Compare its configuration with what authz " +
        "decide --print prints.")]
    public static partial void ForwardAuthUnreadable(this ILogger logger);

    [LoggerMessage(412, LogLevel.Error, "Request {RequestId} failed inside authz, and is not decided.")]
    public static partial void ForwardAuthFailed(this ILogger logger, string requestId, Exception exception);

    [LoggerMessage(421, LogLevel.Warning, "A proxy asked without saying what the request was, or in two ways; it is answered 400.")]
    public static partial void CheckUnreadable(this ILogger logger);

    [LoggerMessage(422, LogLevel.Error, "Request {RequestId} failed inside authz, and is not decided.")]
    public static partial void CheckFailed(this ILogger logger, string requestId, Exception exception);
}
