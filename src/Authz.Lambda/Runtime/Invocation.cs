namespace Authz.Lambda.Runtime;

/// <summary>One invocation from the Runtime API.</summary>
/// <param name="Id"><c>Lambda-Runtime-Aws-Request-Id</c>.</param>
/// <param name="Deadline"><c>Lambda-Runtime-Deadline-Ms</c>: when Lambda ends the invocation; null if it is not given.</param>
/// <param name="TraceId"><c>Lambda-Runtime-Trace-Id</c>, for AWS X-Ray; null if the invocation is not traced.</param>
/// <param name="Event">The event, valid until the next invocation; longer events are cut one byte after the read limit.</param>
internal readonly record struct Invocation(string Id, DateTimeOffset? Deadline, string? TraceId, ReadOnlyMemory<byte> Event);
