using Authz.AspNetCore.ToolCalls;

namespace Authz.Server.Explain;

/// <summary>
/// What a gateway reads of a request whose tool is stated in place of its body: method and headers must agree with the call, as with a body.
/// </summary>
internal static class StatedTool
{
    private const string Call = "tools/call";

    // A body that is not written is JSON, unless a header says otherwise.
    private static readonly HeaderLookup s_find = static (state, name) => ((HeaderSource)state).Find(name) switch
    {
        { Value: null, IsRepeated: false } when name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase) => new("application/json"),
        var found => found,
    };

    /// <summary>The tools that the request calls; unreadable where a gateway could not tell.</summary>
    /// <param name="request">The request.</param>
    /// <param name="tool">The tool; null for a request that calls none.</param>
    public static RequestedTools Read(in AuthorizationRequest request, string? tool)
    {
        object state = request.Headers;
        ToolHeaders headers = ToolHeaders.Of(state, s_find);
        if (!HttpMethods.IsPost(request.Method))
        {
            return tool is null && headers.SayNothing && !HttpMethods.IsConnect(request.Method) ? RequestedTools.None : default;
        }

        if (!headers.DescribeJson)
        {
            return default;
        }

        if (tool is not null)
        {
            return headers.Agree(new JsonRpcMessage(Call, tool, Uri: null)) ? new RequestedTools([tool]) : default;
        }

        // Which other message it is, nobody has said: its name agrees.
        return s_find(state, "Mcp-Method") is { IsRepeated: false, Value: not Call } ? RequestedTools.None : default;
    }
}
