using System.Buffers;

namespace Authz.AspNetCore.ToolCalls;

/// <summary>The tools that a whole body calls, whose headers say that it is JSON.</summary>
internal static class ToolMessages
{
    // Names in scope at once: arguments are the caller's, and a dictionary of a few thousand entries is one.
    private const int MaximumNames = 4_096;

    /// <summary>Reads a body; what has not one reading, or what headers contradict, is unreadable.</summary>
    public static RequestedTools Read(in ReadOnlySequence<byte> body, ToolHeaders headers)
    {
        byte[]? joined = body.IsSingleSegment ? null : ArrayPool<byte>.Shared.Rent((int)body.Length);
        ulong[] names = ArrayPool<ulong>.Shared.Rent(MaximumNames);
        try
        {
            ReadOnlySpan<byte> text = body.FirstSpan;
            if (joined is not null)
            {
                body.CopyTo(joined);
                text = joined.AsSpan(0, (int)body.Length);
            }

            return JsonRpcReader.Read(text, names.AsSpan(0, MaximumNames)) is { } messages ? ToolsOf(messages, headers) : default;
        }
        finally
        {
            ArrayPool<ulong>.Shared.Return(names);
            if (joined is not null)
            {
                // Whoever rents it next must not find a body in it.
                joined.AsSpan(0, (int)body.Length).Clear();
                ArrayPool<byte>.Shared.Return(joined);
            }
        }
    }

    private static RequestedTools ToolsOf(List<JsonRpcMessage> messages, ToolHeaders headers)
    {
        List<string> tools = new(messages.Count);
        foreach (JsonRpcMessage message in messages)
        {
            if (!headers.Agree(message))
            {
                return default;
            }

            if (message.CallsTool)
            {
                tools.Add(message.Name!);
            }
        }

        return new RequestedTools(tools);
    }
}
