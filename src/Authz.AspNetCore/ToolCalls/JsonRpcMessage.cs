namespace Authz.AspNetCore.ToolCalls;

/// <summary>What a decision needs of a JSON-RPC message.</summary>
/// <param name="Method">The method; null for an answer to a request of the server.</param>
/// <param name="Name">The string <c>params.name</c>; null if there is none.</param>
/// <param name="Uri">The string <c>params.uri</c>; null if there is none.</param>
internal sealed record JsonRpcMessage(string? Method, string? Name, string? Uri)
{
    private const string ToolCall = "tools/call";

    // What .NET cuts off a text, and the mark that JavaScript cuts off besides (ECMA-262, "WhiteSpace").
    private static readonly char[] s_blanks =
        [.. Enumerable.Range(0, char.MaxValue + 1).Select(code => (char)code).Where(char.IsWhiteSpace), '\uFEFF'];

    /// <summary>Whether the message calls a tool.</summary>
    public bool CallsTool => Method == ToolCall;

    /// <summary>Whether a server could take the method for a call of a tool, though it is none.</summary>
    public bool ResemblesToolCall => Method is not null && !CallsTool && MemberName.Resembles(Method.Trim(s_blanks), ToolCall);
}
