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

            return JsonRpcReader.Read(text, names.AsSpan(0, MaximumNames)) is { } messages && messages.All(headers.Agree)
                ? new RequestedTools([.. messages.Where(message => message.CallsTool).Select(message => message.Name!)])
                : default;
        }
        finally
        {
            ArrayPool<ulong>.Shared.Return(names);
            if (joined is not null)
            {
                ArrayPool<byte>.Shared.Return(joined, clearArray: true);
            }
        }
    }
}
