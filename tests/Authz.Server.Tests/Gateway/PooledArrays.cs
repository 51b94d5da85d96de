using System.Diagnostics.Tracing;

namespace Authz.Server.Tests.Gateway;

/// <summary>Counts the arrays of one size that the shared pools of this process had to make.</summary>
/// <param name="size">Their length, a power of two.</param>
internal sealed class PooledArrays(int size) : EventListener
{
    private const string Pools = "System.Buffers.ArrayPoolEventSource";
    private int _allocated;

    public int Allocated => Volatile.Read(ref _allocated);

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == Pools)
        {
            EnableEvents(eventSource, EventLevel.Informational);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventName == "BufferAllocated" && eventData.Payload is [_, int length, ..] && length == size)
        {
            Interlocked.Increment(ref _allocated);
        }
    }
}
