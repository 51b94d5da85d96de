using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Authz.Server.Tests.Gateway;

/// <summary>A backend that keeps every request it gets, octet for octet, and gives a fixed answer.</summary>
internal sealed class RecordingBackend : IAsyncDisposable
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nok";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly Task _accepting;
    private int _open;

    public RecordingBackend()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Address => $"http://{_listener.LocalEndpoint}";

    /// <summary>Every request so far: its head, and as much of its body as its length says.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    public string LastRequest => Requests[^1];

    /// <summary>How many connections are open now.</summary>
    public int OpenConnections => Volatile.Read(ref _open);

    /// <summary>What is answered, given the request; then the connection is closed, unless a length says that this was all.</summary>
    public Func<string, string> Answer { get; set; } = _ => Ok;

    public async ValueTask DisposeAsync()
    {
        // The listener outlives its loop: one that is between two connections finds the end announced, not the listener gone.
        await _stop.CancelAsync();
        await _accepting;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                TcpClient connection = await _listener.AcceptTcpClientAsync(_stop.Token);
                _ = ServeAsync(connection);
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task ServeAsync(TcpClient connection)
    {
        Interlocked.Increment(ref _open);
        try
        {
            using (connection)
            {
                NetworkStream stream = connection.GetStream();
                for (string request = await ReadAsync(stream); request.Length > 0; request = await ReadAsync(stream))
                {
                    _requests.Enqueue(request);
                    string answer = Answer(request);
                    await stream.WriteAsync(Encoding.Latin1.GetBytes(answer), _stop.Token);
                    if (!HasItsLength(answer))
                    {
                        return;
                    }
                }
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    // One request; empty where the gateway hangs up.
    private async Task<string> ReadAsync(NetworkStream stream)
    {
        StringBuilder text = new();
        Func<StringBuilder, bool>? isWhole = null;
        byte[] buffer = new byte[64 * 1024];
        while (isWhole is null || !isWhole(text))
        {
            int count = await stream.ReadAsync(buffer, _stop.Token);
            if (count == 0)
            {
                return string.Empty;
            }

            text.Append(Encoding.Latin1.GetString(buffer, 0, count));
            isWhole ??= EndOf(text.ToString());
        }

        return text.ToString();
    }

    private static bool HasItsLength(string answer) =>
        answer.Contains("Content-Length", StringComparison.OrdinalIgnoreCase) && EndOf(answer)?.Invoke(new StringBuilder(answer)) == true;

    // When a message is whole, as far as its head tells; null while that is not whole itself.
    private static Func<StringBuilder, bool>? EndOf(string text)
    {
        int end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0)
        {
            return null;
        }

        string head = text[..end];
        if (head.Contains("Transfer-Encoding: chunked", StringComparison.OrdinalIgnoreCase))
        {
            return received => received.ToString(received.Length - 5, 5) == "0\r\n\r\n";
        }

        string? length = head.Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        int whole = end + 4 + (length is null ? 0 : int.Parse(length[15..], CultureInfo.InvariantCulture));
        return received => received.Length >= whole;
    }
}
