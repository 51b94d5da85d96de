using Authz.AspNetCore.ToolCalls;
using Authz.Server.Gateway.Requests;
using Microsoft.Extensions.Primitives;

namespace Authz.Server.Gateway.Functions;

/// <summary>Has allowed requests answered by functions.</summary>
internal sealed class FunctionForwarder(FunctionClient client)
{
    /// <summary>Invokes the function and sends its answer; if it fails, or its answer is unusable, the service's own answer.</summary>
    public async Task ForwardAsync(GatewayExchange exchange, FunctionIntegration function)
    {
        FunctionResult result;
        try
        {
            result = await InvokeAsync(exchange, function, exchange.BeginDeadline(function.Timeout).Token);
        }
        catch (IOException exception)
        {
            await BodyFault.AnswerAsync(exchange, UnreadBody.Of(exception));
            return;
        }

        FunctionResponse? response =
            result.Outcome == FunctionOutcome.Answered ? FunctionResponse.Read(result.Payload, function.Version) : null;
        exchange.Integration.Status = response?.StatusCode;
        exchange.Integration.Error = result.Error ?? (response is null ? "The function's answer is not a response." : null);
        await (response is null ? exchange.AnswerAsync(AnswerTo(result.Outcome)) : WriteAsync(exchange, response));
    }

    // The deadline is for the whole exchange: a client that sends its body slowly cannot hold its buffer for longer.
    private async Task<FunctionResult> InvokeAsync(GatewayExchange exchange, FunctionIntegration function, CancellationToken deadline)
    {
        CancellationToken aborted = exchange.Context.RequestAborted;
        EventBody? body;
        using (CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(deadline, aborted))
        {
            try
            {
                body = await EventBody.ReadAsync(exchange.Context.Request, FunctionClient.MaximumBytes, either.Token);
            }
            catch (OperationCanceledException) when (deadline.IsCancellationRequested && !aborted.IsCancellationRequested)
            {
                return new FunctionResult(FunctionOutcome.TimedOut, default);
            }
        }

        if (body is null)
        {
            return new FunctionResult(FunctionOutcome.EventTooLarge, default);
        }

        byte[] payload = function.Version == PayloadFormatVersion.Version1
            ? EventV1.Create(exchange, body, function.ClaimFormat)
            : EventV2.Create(exchange, body, function.ClaimFormat);
        return await client.InvokeAsync(function.Address, payload, exchange.Context, deadline);
    }

    private static ServiceAnswer AnswerTo(FunctionOutcome outcome) => outcome switch
    {
        FunctionOutcome.EventTooLarge => ServiceAnswer.RequestEntityTooLarge,
        FunctionOutcome.Unavailable or FunctionOutcome.TimedOut => ServiceAnswer.ServiceUnavailable,
        _ => ServiceAnswer.InternalServerError,
    };

    private static async Task WriteAsync(GatewayExchange exchange, FunctionResponse response)
    {
        HttpContext context = exchange.Context;
        context.Response.StatusCode = response.StatusCode;
        foreach ((string name, string value) in response.Headers)
        {
            context.Response.Headers[name] = StringValues.Concat(context.Response.Headers[name], value);
        }

        if (StringValues.IsNullOrEmpty(context.Response.Headers.ContentType))
        {
            context.Response.ContentType = response.DefaultContentType;
        }

        exchange.ApplyGatewayHeaders();

        if (AnswerContent.Drop(context.Response))
        {
            return;
        }

        context.Response.ContentLength = response.Body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(response.Body, context.RequestAborted);
        }
    }
}
