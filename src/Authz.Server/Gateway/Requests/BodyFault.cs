using Authz.AspNetCore.ToolCalls;

namespace Authz.Server.Gateway.Requests;

/// <summary>The answer to a request whose body was not read to its end: too large, too slow, wrongly framed, or cut off.</summary>
internal static class BodyFault
{
    /// <summary>Answers; ends the connection where the next request would begin nobody knows where.</summary>
    public static Task AnswerAsync(GatewayExchange exchange, UnreadBody unread)
    {
        if (unread.StatusCode is { } statusCode && !exchange.Context.RequestAborted.IsCancellationRequested)
        {
            bool isLast = statusCode == StatusCodes.Status400BadRequest && MessageFraming.IsHttp1(exchange.Context.Request);
            return exchange.AnswerAsync(AnswerTo(statusCode), isLast);
        }

        // The client has hung up: this status is for the access log alone. Without the end the server would read on, and log that it cannot.
        exchange.Context.Response.StatusCode = StatusCodes.Status400BadRequest;
        exchange.Context.Abort();
        return Task.CompletedTask;
    }

    /// <summary>The answer with this status, which says who was at fault; 400 for any that the gateway does not give.</summary>
    public static ServiceAnswer AnswerTo(int statusCode) => statusCode switch
    {
        StatusCodes.Status408RequestTimeout => ServiceAnswer.RequestTimeout,
        StatusCodes.Status413PayloadTooLarge => ServiceAnswer.RequestEntityTooLarge,
        StatusCodes.Status503ServiceUnavailable => ServiceAnswer.ServiceUnavailable,
        _ => ServiceAnswer.BadRequest,
    };
}
