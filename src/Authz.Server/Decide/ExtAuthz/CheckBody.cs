using System.Globalization;
using Authz.AspNetCore.ToolCalls;

namespace Authz.Server.Decide.ExtAuthz;

/// <summary>
/// The client's body in a question: whole and as octets (<c>with_request_body</c> and <c>pack_as_bytes</c> of Envoy's filter), or the
/// tools that it calls cannot be told.
/// </summary>
internal sealed class CheckBody
{
    // Envoy writes it beside each body, whatever the client has sent under this name.
    private const string Partial = "x-envoy-auth-partial-body";

    private static readonly ToolReader s_read = static (state, route, _) => new(((CheckBody)state).Read(route));

    private readonly HttpContext _context;
    private readonly AskedRequest _request;

    private CheckBody(HttpContext context, AskedRequest request)
    {
        _context = context;
        _request = request;
    }

    /// <summary>Where the engine learns which tools a request calls.</summary>
    public static ToolSource ToTools(HttpContext context, AskedRequest request) => new(new CheckBody(context, request), s_read);

    private RequestedTools Read(ApiRoute route)
    {
        ToolHeaders headers = ToolHeaders.Of(_request.Headers, CheckHeaders.Find);
        if (!HttpMethods.IsPost(_request.Method))
        {
            return headers.SayNothing && !_request.HasTextBody && HasLength(0) && !IsChunked ? RequestedTools.None : default;
        }

        string? partial = CheckHeaders.Find(_request.Headers, Partial).Value;
        if (partial == "true" || _request.Body.Length > (route.Definition.MaximumToolBody ?? RouteDefinition.DefaultMaximumToolBody))
        {
            _context.Features.Set(new UnreadBody(StatusCodes.Status413PayloadTooLarge));
            return default;
        }

        // As text, octets that are not UTF-8 are replaced: it would not be what goes upstream.
        return partial == "false" && !_request.HasTextBody && HasLength(_request.Body.Length) && headers.DescribeJson
            ? ToolMessages.Read(_request.Body.Span, headers)
            : default;
    }

    // A body was announced, in octets that nobody counted.
    private bool IsChunked => CheckHeaders.Find(_request.Headers, "transfer-encoding") is not { IsRepeated: false, Value: null };

    private bool HasLength(int octets)
    {
        HeaderValue said = CheckHeaders.Find(_request.Headers, "content-length");
        return _request.Body.Length == octets
            && !said.IsRepeated
            && (said.Value is null || said.Value == octets.ToString(CultureInfo.InvariantCulture));
    }
}
