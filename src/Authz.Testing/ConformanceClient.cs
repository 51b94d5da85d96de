using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Authz.Testing;

/// <summary>
/// Sends a request of the conformance suite over HTTP/1.1 unchanged: an <see cref="HttpClient"/> would normalize the target. If a 200 has
/// a JSON object as its body, that is read as the claims passed on.
/// </summary>
public static class ConformanceClient
{
    /// <summary>Sends one request over a connection of its own.</summary>
    /// <param name="address">The host's http address.</param>
    /// <param name="request">The request.</param>
    public static async Task<ConformanceAnswer> SendAsync(Uri address, ConformanceRequest request)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(request);
        using TcpClient connection = new();
        await connection.ConnectAsync(address.Host, address.Port).ConfigureAwait(false);
        NetworkStream stream = connection.GetStream();
        await using (stream.ConfigureAwait(false))
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(Write(address, request))).ConfigureAwait(false);
            using StreamReader reader = new(stream, Encoding.UTF8);
            return Read(await reader.ReadToEndAsync().ConfigureAwait(false));
        }
    }

    private static string Write(Uri address, ConformanceRequest request)
    {
        StringBuilder text = new();
        text.Append(
            CultureInfo.InvariantCulture,
            $"{request.Method} {request.Target} HTTP/1.1\r\nHost: {address.Authority}\r\nConnection: close\r\nContent-Length: 0\r\n");
        foreach ((string name, string value) in request.Headers)
        {
            text.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        return text.Append("\r\n").ToString();
    }

    private static ConformanceAnswer Read(string response)
    {
        int end = response.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        string[] lines = response[..Math.Max(end, 0)].Split("\r\n");
        int status = lines[0].Split(' ') is [_, string code, ..] ? int.Parse(code, CultureInfo.InvariantCulture) : 0;
        return new ConformanceAnswer(status, FindHeader(lines, "WWW-Authenticate"))
        {
            HasRetryAfter = FindHeader(lines, "Retry-After") is not null,
            Claims = status == 200 ? ReadClaims(response[(end + 4)..]) : null,
        };
    }

    private static string? FindHeader(string[] lines, string name)
    {
        string? line = Array.Find(lines, line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase));
        return line?[(name.Length + 1)..].Trim();
    }

    // The body may come in chunks, whose sizes stand before and after the one object.
    private static JsonObject? ReadClaims(string body)
    {
        int start = body.IndexOf('{', StringComparison.Ordinal);
        int end = body.LastIndexOf('}');
        try
        {
            return start < 0 || end < start ? null : JsonNode.Parse(body[start..(end + 1)]) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
