using Microsoft.AspNetCore.Http;

namespace Authz.AspNetCore.ToolCalls;

/// <summary>
/// Notes that a request was refused because its body was not read to its end: too long, too slow, wrongly framed, or cut off. A feature of
/// the request, read by its answer.
/// </summary>
/// <param name="StatusCode">The status of that answer; null if the client has hung up.</param>
internal sealed record UnreadBody(int? StatusCode)
{
    /// <summary>What a server's exception says of a body.</summary>
    public static UnreadBody Of(Exception exception) => new((exception as BadHttpRequestException)?.StatusCode);
}
