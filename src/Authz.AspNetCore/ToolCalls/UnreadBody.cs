namespace Authz.AspNetCore.ToolCalls;

/// <summary>
/// Notes that a request was refused because its body was not read to its end: too long, too slow, wrongly framed, or cut off. A feature of
/// the request, read by its answer.
/// </summary>
/// <param name="StatusCode">The status of that answer; of a client that has hung up, nobody gets it.</param>
internal sealed record UnreadBody(int StatusCode);
