using System.Buffers;
using System.Collections.Frozen;

namespace Authz.Definitions.Parameters;

/// <summary>Names of header fields.</summary>
internal static class FieldName
{
    private static readonly SearchValues<char> s_token = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-.^_`|~");

    // https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html, "Reserved headers"; and Host, which
    // names the backend.
    private static readonly FrozenSet<string> s_reserved = FrozenSet.ToFrozenSet(
        [
            "Authorization", "Connection", "Content-Encoding", "Content-Length", "Content-Location", "Forwarded", "Host", "Keep-Alive",
            "Origin", "Proxy-Authenticate", "Proxy-Authorization", "TE", "Trailer", "Trailers", "Transfer-Encoding", "Upgrade", "Via",
            "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto",
        ],
        StringComparer.OrdinalIgnoreCase);

    private static readonly string[] s_reservedPrefixes = ["Access-Control-", "Apigw-", "X-Amz-", "X-Amzn-"];

    /// <summary>Whether the text is a field name (RFC 9110 section 5.1).</summary>
    public static bool IsValid(string text) => text.Length > 0 && !text.AsSpan().ContainsAnyExcept(s_token);

    /// <summary>Whether no mapping may touch the field, in this spelling or in one that a backend may take for it.</summary>
    public static bool IsReserved(string name)
    {
        string canonical = name.Replace('_', '-');
        return s_reserved.Contains(canonical)
            || Array.Exists(s_reservedPrefixes, prefix => canonical.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
    }
}
