using System.Net.Sockets;
using System.Text;

namespace Authz.AspNetCore.Tests;

/// <summary>Sends a target as it is, and tells the whole answer.</summary>
internal static class RawHttp
{
    public static async Task<string> GetAsync(Uri address, string target)
    {
        using TcpClient connection = new();
        await connection.ConnectAsync(address.Host, address.Port);
        await using NetworkStream stream = connection.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes($"GET {target} HTTP/1.1\r\nHost: {address.Authority}\r\nConnection: close\r\n\r\n"));
        using StreamReader reader = new(stream, Encoding.UTF8);
        string answer = await reader.ReadToEndAsync();

        // Without the chunk that ends the body.
        return answer.Replace("\r\n0\r\n\r\n", "", StringComparison.Ordinal);
    }
}
