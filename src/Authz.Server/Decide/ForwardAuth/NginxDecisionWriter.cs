using System.Globalization;
using System.Text;
using Authz.AspNetCore.Refusals;
using Authz.Server.Gateway;

namespace Authz.Server.Decide.ForwardAuth;

/// <summary>
/// Answers refusals to nginx, for which every status but 2xx, 401 and 403 is a fault. The client's answer stands in headers, from which the
/// printed configuration makes it without a second question: a second verdict could be another.
/// </summary>
internal static class NginxDecisionWriter
{
    /// <summary>The client's status.</summary>
    public const string Status = "Authz-Status";

    /// <summary>The client's body: JSON on one line, at most <see cref="MaximumBody"/> octets.</summary>
    public const string Body = "Authz-Body";

    /// <summary>The client's challenge, where the status is not 401, with which alone nginx passes on <c>WWW-Authenticate</c>.</summary>
    public const string Challenge = "Authz-Challenge";

    /// <summary>Leaves room for the other headers in the buffer of 4 KiB that nginx has where nothing else is configured.</summary>
    public const int MaximumBody = 1024;

    /// <summary>Answers that a request is refused.</summary>
    public static void WriteRefused(HttpContext context, RefusalResponse refusal)
    {
        refusal.WriteHead(context.Response);
        IHeaderDictionary headers = context.Response.Headers;
        headers[Status] = refusal.StatusCode.ToString(CultureInfo.InvariantCulture);
        byte[] body = RefusalContent.Message(refusal).Json;
        if (body.Length <= MaximumBody)
        {
            headers[Body] = Encoding.ASCII.GetString(body);
        }

        if (headers.WWWAuthenticate.Count > 1)
        {
            // nginx's variable has one of them only.
            headers.WWWAuthenticate = string.Join(", ", headers.WWWAuthenticate.ToArray());
        }

        headers.CacheControl = "no-store";
        context.Response.ContentLength = 0;
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        if (refusal.StatusCode != StatusCodes.Status401Unauthorized)
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            headers[Challenge] = headers.WWWAuthenticate;
        }
    }
}
