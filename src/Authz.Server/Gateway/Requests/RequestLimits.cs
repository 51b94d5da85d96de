using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Authz.Server.Gateway.Requests;

/// <summary>
/// The service's quotas on a request (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html). Kestrel's own
/// limits lie above them, because its answers have no body.
/// </summary>
internal static class RequestLimits
{
    // Of request line and header values together, with a token of ordinary length.
    private const int HeadBytes = 10_240;
    private const int OrdinaryTokenLength = 8_192;

    /// <summary>Bytes of a request's body.</summary>
    public const long BodyBytes = 10 * 1024 * 1024;

    // Method, target and version are separated by two spaces and ended by CR LF (RFC 9112 sections 3 and 2.1).
    private const int RequestLineSeparators = 4;

    /// <summary>
    /// The bytes of request line and header values together that a definition allows: the service's quota, and more by what its longest
    /// token exceeds an ordinary one.
    /// </summary>
    public static int HeadBytesOf(ApiDefinition definition)
    {
        int longest = definition.Authorizers.Values.Max(authorizer => authorizer.MaximumTokenLength) ?? OrdinaryTokenLength;
        return HeadBytes + Math.Max(0, longest - OrdinaryTokenLength);
    }

    /// <summary>The answer to a request that is too large, judged by its head; null if it is not.</summary>
    /// <param name="context">The request.</param>
    /// <param name="headBytes">The most that its head may have.</param>
    public static ServiceAnswer? Check(HttpContext context, int headBytes)
    {
        if (!HasFittingHead(context, headBytes))
        {
            return ServiceAnswer.HeadersTooLarge;
        }

        return context.Request.ContentLength > BodyBytes ? ServiceAnswer.RequestEntityTooLarge : null;
    }

    private static bool HasFittingHead(HttpContext context, int headBytes)
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

        return total <= headBytes;
    }
}
