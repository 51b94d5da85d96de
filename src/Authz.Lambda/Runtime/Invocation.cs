namespace Authz.Lambda.Runtime;

/// <summary>One invocation as the Runtime API hands it out.</summary>
/// <param name="Id"><c>Lambda-Runtime-Aws-Request-Id</c>.</param>
/// <param name="Deadline"><c>Lambda-Runtime-Deadline-Ms</c>: when Lambda ends the invocation; null if it does not tell.</param>
/// <param name="TraceId"><c>Lambda-Runtime-Trace-Id</c>, for AWS X-Ray; null if the invocation is not traced.</param>
/// <param name="Event">The event, valid until the next invocation; longer events are cut one byte after what is read of them.</param>
internal readonly record struct Invocation(string Id, DateTimeOffset? Deadline, string? TraceId, ReadOnlyMemory<byte> Event);
