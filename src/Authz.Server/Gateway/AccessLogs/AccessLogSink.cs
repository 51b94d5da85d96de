using System.Threading.Channels;

namespace Authz.Server.Gateway.AccessLogs;

/// <summary>Writes the lines of an access log. No request waits for it; if it cannot keep up, lines are dropped and counted.</summary>
internal sealed class AccessLogSink : IAsyncDisposable
{
    private const int MaximumWaiting = 8_192;

    private readonly Channel<string> _lines = Channel.CreateBounded<string>(MaximumWaiting);
    private readonly TextWriter _output;
    private readonly Task _writing;
    private long _leftOut;

    public AccessLogSink(TextWriter output)
    {
        _output = output;
        _writing = WriteLinesAsync();
    }

    public void Write(string line)
    {
        if (!_lines.Writer.TryWrite(line))
        {
            Interlocked.Increment(ref _leftOut);
        }
    }

    /// <summary>Writes the waiting lines.</summary>
    public async ValueTask DisposeAsync()
    {
        _lines.Writer.TryComplete();
        await _writing;
    }

    private async Task WriteLinesAsync()
    {
        while (await _lines.Reader.WaitToReadAsync())
        {
            while (_lines.Reader.TryRead(out string? line))
            {
                await _output.WriteLineAsync(line);
            }

            if (Interlocked.Exchange(ref _leftOut, 0) is > 0 and long leftOut)
            {
                await _output.WriteLineAsync($"authz: {leftOut} lines left out");
            }

            await _output.FlushAsync();
        }
    }
}
