using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.Primitives;

namespace Authz.Server.Gateway.Functions;

/// <summary>The headers of an event: the client's, and the gateway's own about the request's way.</summary>
internal static class EventHeaders
{
    private const string TraceHeader = "x-amzn-trace-id";

    // RFC 9110 section 7.6.1: about a connection, not about the request.
    private static readonly FrozenSet<string> s_connection = FrozenSet.ToFrozenSet(
        ["connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade", "content-length"],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>The headers by lower-case name, in the order of names.</summary>
    /// <param name="exchange">The request.</param>
    /// <param name="bodyLength">How many bytes its body has.</param>
    public static SortedDictionary<string, StringValues> Of(GatewayExchange exchange, int bodyLength)
    {
        HttpContext context = exchange.Context;
        SortedDictionary<string, StringValues> headers = new(StringComparer.Ordinal);
        foreach ((string name, StringValues values) in context.Request.Headers)
        {
            if (!s_connection.Contains(name))
            {
                headers[name.ToLowerInvariant()] = values;
            }
        }

        headers["content-length"] = bodyLength.ToString(CultureInfo.InvariantCulture);
        headers["x-forwarded-for"] = exchange.SourceIp;
        headers["x-forwarded-port"] = context.Connection.LocalPort.ToString(CultureInfo.InvariantCulture);
        headers["x-forwarded-proto"] = context.Request.Scheme;
        headers.TryAdd(TraceHeader, CreateTrace(exchange.ReceivedAt));
        return headers;
    }

    /// <summary>A name as the service writes it in events 1.0: <c>Content-Type</c>.</summary>
    public static string ToTitleCase(string name) => string.Join('-', name.Split('-').Select(word =>
        word.Length == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..].ToLowerInvariant()));

    // AWS X-Ray developer guide, "Tracing header": version, seconds, 96 random bits.
    private static string CreateTrace(DateTimeOffset time) => string.Create(
        CultureInfo.InvariantCulture, $"Root=1-{time.ToUnixTimeSeconds():x8}-{RandomNumberGenerator.GetHexString(24, lowercase: true)}");
}
