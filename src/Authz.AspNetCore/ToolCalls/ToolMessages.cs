namespace Authz.AspNetCore.ToolCalls;

/// <summary>The tools that a whole body calls, whose headers say that it is JSON.</summary>
internal static class ToolMessages
{
    // Names in scope at once: arguments are the caller's, and a dictionary of a few thousand entries is one.
    private const int MaximumNames = 4_096;

    // Reading waits for nothing: a thread reads one body at a time.
    [ThreadStatic]
    private static ulong[]? s_names;

    /// <summary>Reads a body; what has not one reading, or what headers contradict, is unreadable.</summary>
    public static RequestedTools Read(ReadOnlySpan<byte> body, ToolHeaders headers)
    {
        ulong[] names = s_names ??= new ulong[MaximumNames];
        return JsonRpcReader.Read(body, names) is { } messages ? ToolsOf(messages, headers) : default;
    }

    private static RequestedTools ToolsOf(List<JsonRpcMessage> messages, ToolHeaders headers)
    {
        string[] tools = new string[messages.Count];
        int count = 0;
        for (int index = 0; index < messages.Count; index++)
        {
            JsonRpcMessage message = messages[index];
            if (!headers.Agree(message))
            {
                return default;
            }

            if (message.CallsTool)
            {
                tools[count++] = message.Name!;
            }
        }

        return new RequestedTools(count == tools.Length ? tools : tools[..count]);
    }
}
