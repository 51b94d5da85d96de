namespace HttpBenchmark;

/// <summary>What a throttled route answers, by Kestrel alone.</summary>
internal static class Refusal
{
    private static readonly byte[] s_body = """{"message":"Too Many Requests"}"""u8.ToArray();

    public static Task WriteAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = s_body.Length;
        return context.Response.Body.WriteAsync(s_body, context.RequestAborted).AsTask();
    }
}
