using System.Net.Sockets;
using System.Text;

namespace Authz.Server.Tests.Attacks.Wire;

/// <summary>Sends octets over a connection of their own.</summary>
internal static class WireClient
{
    // A bound on a hanging test, never a measure of anything.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    /// <summary>Sends octets, and reads until the server hangs up.</summary>
    public static async Task<string> SendAsync(Uri address, string octets, bool hangsUp)
    {
        using TcpClient connection = new();
        await connection.ConnectAsync(address.Host, address.Port);
        await using NetworkStream stream = connection.GetStream();
        StringBuilder answer = new();
        using CancellationTokenSource patience = new(s_patience);
        try
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(octets), patience.Token);
            if (hangsUp)
            {
                connection.Client.Shutdown(SocketShutdown.Send);
            }

            byte[] buffer = new byte[16 * 1024];
            int count;
            while ((count = await stream.ReadAsync(buffer, patience.Token)) > 0)
            {
                answer.Append(Encoding.Latin1.GetString(buffer, 0, count));
            }
        }
        catch (IOException)
        {
            // It may hang up on what it does not read.
        }

        return answer.ToString();
    }
}
