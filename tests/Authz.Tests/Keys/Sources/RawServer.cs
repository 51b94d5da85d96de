using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Authz.Tests.Keys.Sources;

/// <summary>
/// A server on a loopback socket that sends exactly the bytes it is told, so that it can misbehave as no web server would.
/// </summary>
internal sealed class RawServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _lifetime = new();
    private long _bytesSent;
    private int _requests;

    public RawServer()
    {
        _listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>Answers a request on its connection.</summary>
    public Func<Socket, CancellationToken, Task> Respond { get; set; } = (_, _) => Task.CompletedTask;

    public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/keys";

    public long BytesSent => Interlocked.Read(ref _bytesSent);

    public int Requests => Volatile.Read(ref _requests);

    public static byte[] Response(string body, string status = "200 OK", string headers = "Content-Type: application/json\r\n") =>
        Encoding.UTF8.GetBytes(
            $"HTTP/1.1 {status}\r\n{headers}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}");

    /// <summary>From now on answers with these bytes.</summary>
    public void Send(byte[] response) => Respond = (socket, cancellationToken) => SendAsync(socket, response, cancellationToken);

    public async Task SendAsync(Socket socket, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (!bytes.IsEmpty)
        {
            int sent = await socket.SendAsync(bytes, cancellationToken);
            Interlocked.Add(ref _bytesSent, sent);
            bytes = bytes[sent..];
        }
    }

    public void Dispose()
    {
        _lifetime.Cancel();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_lifetime.IsCancellationRequested)
        {
            try
            {
                _ = ServeAsync(await _listener.AcceptSocketAsync(_lifetime.Token));
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using (socket)
        {
            try
            {
                byte[] request = new byte[4096];
                _ = await socket.ReceiveAsync(request, _lifetime.Token);
                Interlocked.Increment(ref _requests);
                await Respond(socket, _lifetime.Token);
                socket.Shutdown(SocketShutdown.Send);
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // The client went away, as it should from a server like this.
            }
        }
    }
}
