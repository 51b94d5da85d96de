using System.Text;

namespace Authz.Testing.Policies.Running;

/// <summary>
/// What a gateway reads of a case's request, whose tool stands in place of its body: method and headers must agree with the call.
/// </summary>
internal static class CaseTool
{
    private const string Call = "tools/call";
    private const string EncodedPrefix = "=?base64?";

    /// <summary>The tools that the request calls; unreadable where a gateway could not tell.</summary>
    public static RequestedTools Read(PolicyCase policyCase)
    {
        List<KeyValuePair<string, string>> headers = [.. policyCase.RequestHeaders ?? new Dictionary<string, string>()];
        HeaderValue method = WrittenHeaders.Find(headers, "Mcp-Method");
        HeaderValue name = WrittenHeaders.Find(headers, "Mcp-Name");
        bool isCall = policyCase.Tool is not null;
        if (!policyCase.Method.Equals("POST", StringComparison.OrdinalIgnoreCase))
        {
            return isCall || !IsAbsent(method) || !IsAbsent(name) ? default : RequestedTools.None;
        }

        if (policyCase.Tool is not { } tool)
        {
            // Which other message it is, nobody has said: its name agrees.
            return method is { IsRepeated: false, Value: not Call } ? RequestedTools.None : default;
        }

        bool agrees = (IsAbsent(method) || method.Value == Call) && (IsAbsent(name) || IsSpelling(name.Value, tool));
        return agrees ? new RequestedTools([tool]) : default;
    }

    /// <summary>What is wrong with a case of a tool; null if nothing is.</summary>
    public static string? FindProblem(PolicyCase policyCase, AuthorizationDecision decision) =>
        policyCase.Tool is not null && decision.Route is { Definition.Tools: null }
            ? $"The route '{decision.RouteKey}' has no 'tools': nobody looks at the tool '{policyCase.Tool}'. Add 'tools' to the route, or " +
                "remove 'tool' from the case."
            : null;

    // As it stands if that is visible ASCII and does not look encoded, else in the one spelling of its base64.
    private static bool IsSpelling(string? value, string tool) => value is not null && (value == tool
        ? !value.StartsWith(EncodedPrefix, StringComparison.OrdinalIgnoreCase) && !value.AsSpan().ContainsAnyExceptInRange(' ', '~')
        : value == $"{EncodedPrefix}{Convert.ToBase64String(Encoding.UTF8.GetBytes(tool))}?=");

    private static bool IsAbsent(HeaderValue value) => value is { Value: null, IsRepeated: false };
}
