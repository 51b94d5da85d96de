using Authz.FoldedNames;

namespace Authz.Definitions.Parameters;

/// <summary>Names of header fields.</summary>
internal static class FieldName
{
    // https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html, "Reserved headers"; and Host, which
    // names the backend.
    private static readonly string[] s_reserved =
    [
        "Authorization", "Connection", "Content-Encoding", "Content-Length", "Content-Location", "Forwarded", "Host", "Keep-Alive", "Origin",
        "Proxy-Authenticate", "Proxy-Authorization", "TE", "Trailer", "Trailers", "Transfer-Encoding", "Upgrade", "Via", "X-Forwarded-For",
        "X-Forwarded-Host", "X-Forwarded-Proto",
    ];

    private static readonly string[] s_reservedPrefixes = ["Access-Control-", "Apigw-", "X-Amz-", "X-Amzn-"];

    /// <summary>Whether no mapping may touch the field, in this spelling or in one that a backend may take for it.</summary>
    public static bool IsReserved(string name) =>
        Array.Exists(s_reserved, reserved => HeaderSpelling.AreSame(name, reserved))
        || Array.Exists(s_reservedPrefixes, prefix => HeaderSpelling.Begins(name, prefix));
}
