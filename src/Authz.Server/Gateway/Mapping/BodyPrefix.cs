using System.Buffers;
using System.IO.Pipelines;
using Authz.AspNetCore.ToolCalls;

namespace Authz.Server.Gateway.Mapping;

/// <summary>The beginning of a body, as far as the service reads it for parameter mappings. Nothing is taken from the body.</summary>
internal static class BodyPrefix
{
    // "When you specify a JSON path, API Gateway truncates the request body at 100 KB and then applies the selection expression"
    // (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html).
    private const int MaximumBytes = 100 * 1024;

    /// <summary>That of a request.</summary>
    public static Task<byte[]> PeekAsync(HttpRequest request, CancellationToken cancellationToken) => request.Body is JudgedBody judged
        ? Task.FromResult(judged.Octets[..Math.Min(judged.Octets.Length, MaximumBytes)].ToArray())
        : PeekAsync(request.BodyReader, cancellationToken);

    /// <summary>That of an answer.</summary>
    public static async Task<byte[]> PeekAsync(PipeReader body, CancellationToken cancellationToken)
    {
        ReadResult read = await body.ReadAtLeastAsync(MaximumBytes, cancellationToken);
        byte[] prefix = read.Buffer.Slice(0, Math.Min(read.Buffer.Length, MaximumBytes)).ToArray();
        body.AdvanceTo(read.Buffer.Start);
        return prefix;
    }
}
