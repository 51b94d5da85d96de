using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Authz.Server.Gateway.Requests;

/// <summary>
/// The service's quotas on a request (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html). Kestrel's own
/// limits lie above them, because its answers have no body.
/// </summary>
internal static class RequestLimits
{
    /// <summary>Bytes of request line and header values together.</summary>
    public const int HeaderBytes = 10_240;

    /// <summary>Bytes of a request's body.</summary>
    public const long BodyBytes = 10 * 1024 * 1024;

    // Method, target and version are separated by two spaces and ended by CR LF (RFC 9112 sections 3 and 2.1).
    private const int RequestLineSeparators = 4;

    /// <summary>The answer to a request that is too large, judged by its head; null if it is not.</summary>
    public static ServiceAnswer? Check(HttpContext context)
    {
        if (!HasFittingHead(context))
        {
            return ServiceAnswer.HeadersTooLarge;
        }

        return context.Request.ContentLength > BodyBytes ? ServiceAnswer.RequestEntityTooLarge : null;
    }

    private static bool HasFittingHead(HttpContext context)
    {
        IHttpRequestFeature request = context.Features.GetRequiredFeature<IHttpRequestFeature>();
        long total = request.Method.Length + request.RawTarget.Length + request.Protocol.Length + RequestLineSeparators;
        foreach ((string _, StringValues values) in request.Headers)
        {
            foreach (string? value in values)
            {
                // One character is one octet (HeaderOctets).
                total += value?.Length ?? 0;
            }
        }

        return total <= HeaderBytes;
    }
}
