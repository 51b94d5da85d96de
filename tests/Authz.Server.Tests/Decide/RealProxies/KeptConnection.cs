using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Authz.Server.Tests.Decide.RealProxies;

/// <summary>Sends requests one after the other over connections that are kept as long as the proxy keeps them.</summary>
internal sealed class KeptConnection(Uri address) : IAsyncDisposable
{
    private TcpClient? _connection;
    private StreamReader? _reader;

    public async Task<Verdict> SendAsync(RequestSample sample)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{sample.Method} {sample.Target} HTTP/1.1\r\nHost: api.example\r\nContent-Length: 0\r\n");
        foreach ((string name, string value) in sample.Headers)
        {
            text.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        byte[] octets = Encoding.Latin1.GetBytes(text.Append("\r\n").ToString());
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                return await ExchangeAsync(octets, sample.Method);
            }
            catch (IOException) when (attempt == 0)
            {
                // The proxy has closed the connection between two requests.
                await DisposeAsync();
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        _reader?.Dispose();
        _connection?.Dispose();
        (_connection, _reader) = (null, null);
        return ValueTask.CompletedTask;
    }

    private async Task<Verdict> ExchangeAsync(byte[] request, string method)
    {
        if (_connection is null)
        {
            _connection = new TcpClient { NoDelay = true };
            await _connection.ConnectAsync(address.Host, address.Port);
            _reader = new StreamReader(_connection.GetStream(), Encoding.Latin1);
        }

        await _connection.GetStream().WriteAsync(request);
        string line = await _reader!.ReadLineAsync() ?? throw new IOException("The connection has ended.");
        int status = int.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture);
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        for (string? header = await _reader.ReadLineAsync(); !string.IsNullOrEmpty(header); header = await _reader.ReadLineAsync())
        {
            int colon = header.IndexOf(':', StringComparison.Ordinal);
            headers.Add(header[..colon], header[(colon + 1)..].Trim());
        }

        // Reading nothing would wait for the next answer.
        if (method != "HEAD" && headers.TryGetValue("Content-Length", out string? length) && length != "0")
        {
            char[] body = new char[int.Parse(length, CultureInfo.InvariantCulture)];
            await _reader.ReadBlockAsync(body);
        }

        if (headers.GetValueOrDefault("Connection") == "close")
        {
            await DisposeAsync();
        }

        return new Verdict(
            status, headers.GetValueOrDefault("WWW-Authenticate"), headers.GetValueOrDefault("Echo-Target"), headers.GetValueOrDefault("Echo-User"));
    }
}
