using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Authz.Lambda.Runtime;

namespace Authz.Lambda.Tests.Runtime;

/// <summary>
/// The Runtime API byte by byte: takes one connection after the other, answers each request on it with the bytes that the script has for
/// it, then closes it; after the last one nobody listens any more.
/// </summary>
internal sealed class ScriptedRuntimeApi : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly string[][] _script;
    private Socket? _last;

    /// <param name="script">For each connection its answers; an empty one is none.</param>
    public ScriptedRuntimeApi(params string[][] script)
    {
        _script = script;
        _listener.Start();
        Address = _listener.LocalEndpoint.ToString()!;
        new Thread(Serve) { IsBackground = true }.Start();
    }

    public string Address { get; }

    /// <summary>After how many bytes an answer is sent on in a second piece; 0 for whole ones.</summary>
    public int CutAfter { get; init; }

    /// <summary>Each request, after the number of its connection.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    /// <summary>Set with each request that is read.</summary>
    public SemaphoreSlim Asked { get; } = new(0);

    /// <summary>Set with each connection that is closed.</summary>
    public SemaphoreSlim Closed { get; } = new(0);

    /// <summary>Whether the last connection stays open, silent.</summary>
    public bool HangsAtTheEnd { get; init; }

    /// <summary>An answer with a body by its length.</summary>
    public static string Answer(string status, string fields = "", string body = "") =>
        $"HTTP/1.1 {status}\r\n{fields}Content-Length: {body.Length}\r\n\r\n{body}";

    /// <summary>An answer that hands out an invocation.</summary>
    public static string Invocation(string id, string body = "{}") => Answer("200 OK", $"Lambda-Runtime-Aws-Request-Id: {id}\r\n", body);

    /// <summary>A connection to this API, not opened yet.</summary>
    public RuntimeApiConnection Connect() => new("127.0.0.1", ((IPEndPoint)_listener.LocalEndpoint).Port);

    public void Dispose()
    {
        _listener.Stop();
        _last?.Dispose();
        Asked.Dispose();
        Closed.Dispose();
    }

    private void Serve()
    {
        try
        {
            for (int connection = 0; connection < _script.Length; connection++)
            {
                _last = _listener.AcceptSocket();
                _last.NoDelay = true;
                Serve(_last, connection);
            }

            _listener.Stop();
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The test is over.
        }
    }

    private void Serve(Socket socket, int connection)
    {
        foreach (string answer in _script[connection])
        {
            Requests.Enqueue($"{connection} {ReadRequest(socket)}");
            Asked.Release();
            byte[] bytes = Encoding.Latin1.GetBytes(answer);
            Send(socket, bytes.AsSpan(..CutAfter));
            Thread.Yield();
            Send(socket, bytes.AsSpan(CutAfter));
        }

        if (!HangsAtTheEnd || connection < _script.Length - 1)
        {
            socket.Dispose();
            Closed.Release();
        }
    }

    // Who is told of a malformed answer hangs up, be there more to say or not.
    private static void Send(Socket socket, ReadOnlySpan<byte> bytes)
    {
        try
        {
            while (!bytes.IsEmpty)
            {
                bytes = bytes[socket.Send(bytes)..];
            }
        }
        catch (SocketException)
        {
        }
    }

    private static string ReadRequest(Socket socket)
    {
        StringBuilder request = new();
        byte[] one = new byte[1];
        while (!request.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && socket.Receive(one) == 1)
        {
            request.Append((char)one[0]);
        }

        string head = request.ToString();
        const string LengthField = "Content-Length: ";
        int at = head.IndexOf(LengthField, StringComparison.Ordinal);
        int length = at < 0 ? 0 : int.Parse(head[(at + LengthField.Length)..].Split('\r')[0], CultureInfo.InvariantCulture);
        byte[] body = new byte[length];
        for (int read = 0; read < length; read += socket.Receive(body.AsSpan(read)))
        {
        }

        return head + Encoding.Latin1.GetString(body);
    }
}
