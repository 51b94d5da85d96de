using System.Text;

namespace Authz.Server.Gateway;

/// <summary>The service's own answers, as docs/gateway.md lists them: a status, and a body of one or two words.</summary>
internal sealed class ServiceAnswer
{
    public static readonly ServiceAnswer BadRequest = Of(AuthorizationOutcome.BadRequest);
    public static readonly ServiceAnswer Unauthorized = Of(AuthorizationOutcome.Unauthorized);
    public static readonly ServiceAnswer Forbidden = Of(AuthorizationOutcome.Forbidden);
    public static readonly ServiceAnswer NotFound = Of(AuthorizationOutcome.NotFound);
    public static readonly ServiceAnswer RequestTimeout = new(StatusCodes.Status408RequestTimeout, "Request Timeout");
    public static readonly ServiceAnswer RequestEntityTooLarge = new(StatusCodes.Status413PayloadTooLarge, "Request Entity Too Large");
    public static readonly ServiceAnswer TooManyRequests = new(StatusCodes.Status429TooManyRequests, "Too Many Requests");
    public static readonly ServiceAnswer HeadersTooLarge = new(
        StatusCodes.Status431RequestHeaderFieldsTooLarge, "Request Header Fields Too Large");
    public static readonly ServiceAnswer InternalServerError = new(StatusCodes.Status500InternalServerError, "Internal Server Error");
    public static readonly ServiceAnswer ServiceUnavailable = Of(AuthorizationOutcome.Unavailable);

    private readonly byte[] _body;

    private ServiceAnswer(int statusCode, string message)
    {
        StatusCode = statusCode;
        Message = message;
        _body = Encoding.UTF8.GetBytes($$"""{"message":"{{message}}"}""");
    }

    public int StatusCode { get; }

    /// <summary>The body's words.</summary>
    public string Message { get; }

    public Task WriteAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCode;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = _body.Length;
        return context.Response.Body.WriteAsync(_body, context.RequestAborted).AsTask();
    }

    // The words of an outcome are the engine's, so that a refused request and a failed one are told alike.
    private static ServiceAnswer Of(AuthorizationOutcome outcome) => new(outcome.ToStatusCode(), outcome.ToMessage()!);
}
