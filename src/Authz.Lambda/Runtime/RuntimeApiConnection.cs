using System.Net.Sockets;

namespace Authz.Lambda.Runtime;

/// <summary>
/// The TCP connection to the Runtime API: kept from one exchange to the next, and reopened if it is gone. It blocks, because a runtime has
/// one invocation at a time, and a thread that waits in the kernel resumes fastest and costs least. Not safe for concurrent use.
/// </summary>
internal sealed class RuntimeApiConnection(string host, int port) : IDisposable
{
    private const int LongestLine = 16 * 1024;

    private readonly byte[] _received = new byte[LongestLine];
    private int _start;
    private int _end;
    private Socket? _socket;
    private bool _isIdle;

    /// <summary>Whether any byte of an answer to the last request arrived.</summary>
    public bool HasAnswered { get; private set; }

    /// <summary>Connects, unless the connection of the exchange before can be used.</summary>
    public void Open()
    {
        if (_socket is not null && !IsUsable(_socket))
        {
            Close();
        }

        _socket ??= Connect();
        _isIdle = false;
        HasAnswered = false;
    }

    /// <summary>Lets cancellation cut the following exchange; its wait for the answer then fails.</summary>
    public CancellationTokenRegistration CloseOn(CancellationToken cancellationToken) =>
        cancellationToken.UnsafeRegister(static socket => ((Socket)socket!).Dispose(), _socket);

    /// <summary>Sends a request, whole.</summary>
    /// <exception cref="RuntimeApiException">The connection broke: how much of the request was taken is not known.</exception>
    public void Send(ReadOnlySpan<byte> request)
    {
        try
        {
            while (!request.IsEmpty)
            {
                request = request[_socket!.Send(request)..];
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            throw new RuntimeApiException($"its connection broke: {exception.Message}", exception);
        }
    }

    /// <summary>Reads a line and removes its CRLF (RFC 9112 section 2.2); it is valid until the next read.</summary>
    /// <exception cref="RuntimeApiException">The line is too long, ends otherwise, or the connection broke.</exception>
    public ReadOnlySpan<byte> ReadLine()
    {
        int searched = 0;
        int length;
        while ((length = _received.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n')) < 0)
        {
            searched = _end - _start;
            Fill();
        }

        ReadOnlySpan<byte> line = _received.AsSpan(_start, searched + length);
        _start += line.Length + 1;
        return line is [.., (byte)'\r'] ? line[..^1] : throw new RuntimeApiException("a line of its answer does not end with CRLF.");
    }

    /// <summary>Reads bytes of a body until the room is full.</summary>
    public void Read(Span<byte> body)
    {
        int buffered = Math.Min(body.Length, _end - _start);
        _received.AsSpan(_start, buffered).CopyTo(body);
        _start += buffered;
        while (buffered < body.Length)
        {
            buffered += Receive(body[buffered..]);
        }
    }

    /// <summary>Reads bytes of a body and drops them.</summary>
    public void Skip(int count)
    {
        while (count > _end - _start)
        {
            count -= _end - _start;
            _start = _end;
            Fill();
        }

        _start += count;
    }

    /// <summary>Ends an exchange whose answer was read to its end.</summary>
    /// <param name="keepAlive">Whether the connection may be used for the next one.</param>
    public void Release(bool keepAlive)
    {
        _isIdle = true;
        if (!keepAlive)
        {
            Close();
        }
    }

    public void Dispose() => Close();

    // Data that is readable before a request was sent is the other side's closing, or bytes that belong to no answer.
    private bool IsUsable(Socket socket) =>
        _isIdle && _start == _end && !socket.SafeHandle.IsClosed && !socket.Poll(TimeSpan.Zero, SelectMode.SelectRead);

    private Socket Connect()
    {
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.Connect(host, port);
            return socket;
        }
        catch (SocketException exception)
        {
            socket.Dispose();
            throw new RuntimeApiException($"no connection to {host}:{port}: {exception.Message}", exception);
        }
    }

    private void Close()
    {
        _socket?.Dispose();
        _socket = null;
        _start = _end;
    }

    private void Fill()
    {
        _received.AsSpan(_start.._end).CopyTo(_received);
        _end -= _start;
        _start = 0;
        _end += _end < _received.Length
            ? Receive(_received.AsSpan(_end))
            : throw new RuntimeApiException($"a line of its answer has more than {LongestLine} bytes.");
    }

    private int Receive(Span<byte> room)
    {
        int count;
        try
        {
            count = _socket!.Receive(room);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            throw new RuntimeApiException($"its connection broke: {exception.Message}", exception);
        }

        HasAnswered |= count > 0;
        return count > 0 ? count : throw new RuntimeApiException("it closed the connection before the end of its answer.");
    }
}
